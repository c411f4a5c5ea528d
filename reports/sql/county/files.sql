-- Question: which files came in the month, and what became of each?
-- Grain: one file.
-- Inputs: ops.feed_file, states.file, states.stand_in; $1 month, $2 departments in order
SELECT
    COALESCE(NULLIF(department, ''), unnamed.label) AS department,
    file_name,
    came_to.label AS state,
    feeds, rows_in, set_apart, note, todo
FROM ops.feed_file AS feed_file
LEFT JOIN states.file AS came_to ON came_to.code = feed_file.state
INNER JOIN states.stand_in AS unnamed ON unnamed.code = 'unnamed'
WHERE month = $1
ORDER BY LIST_POSITION($2::VARCHAR[], feed_file.department) NULLS LAST, feed_file.department, file_name, file_order
