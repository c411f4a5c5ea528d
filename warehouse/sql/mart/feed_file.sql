-- Question: which files came in the finished months, and what became of each?
-- Grain: one file.
-- Inputs: ops.feed_file, ops.run
SELECT
    month, file_id, department, hide_people(file_name) AS file_name, state, feeds, rows_in, set_apart, arrived_on,
    hide_people(note) AS note, hide_people(todo) AS todo
FROM ops.feed_file
WHERE month IN (SELECT run.month FROM ops.run AS run)
ORDER BY month, file_order
