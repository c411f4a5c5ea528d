-- Question: of the rows of each file, how many went where?
-- Grain: one file, one outcome, one reason.
-- Inputs: ops.conservation, ops.run
SELECT month, file_id, department, hide_people(file_name) AS file_name, outcome, reason, row_count
FROM ops.conservation
WHERE month IN (SELECT run.month FROM ops.run AS run)
ORDER BY month, department, file_name, file_id, outcome, reason
