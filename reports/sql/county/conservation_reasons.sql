-- Question: why did the rows of each file go where they went?
-- Grain: one file, one outcome, one reason.
-- Inputs: ops.conservation, states.outcome, states.stand_in; $1 month, $2 departments in order
SELECT
    COALESCE(NULLIF(department, ''), unnamed.label) AS department,
    file_name,
    went.label AS outcome,
    reason,
    row_count
FROM ops.conservation AS gone
LEFT JOIN states.outcome AS went ON went.code = gone.outcome
INNER JOIN states.stand_in AS unnamed ON unnamed.code = 'unnamed'
WHERE month = $1
ORDER BY
    LIST_POSITION($2::VARCHAR[], gone.department) NULLS LAST, gone.department, file_name, file_id,
    went.ordinal,
    reason
