-- Question: are the rows that came the rows that went somewhere, file by file?
-- Grain: one file.
-- Inputs: ops.feed_file, ops.conservation, states.agreement, states.stand_in; $1 month, $2 departments in order
WITH gone AS (
    SELECT
        file_id,
        SUM(row_count) FILTER (outcome = 'warned') AS warned,
        SUM(row_count) FILTER (outcome = 'merged') AS merged,
        SUM(row_count) FILTER (outcome = 'suppressed') AS suppressed,
        SUM(row_count) FILTER (outcome = 'not_qualifying') AS not_qualifying,
        SUM(row_count) FILTER (outcome = 'unmatched') AS unmatched,
        SUM(row_count) FILTER (outcome = 'rejected') AS rejected,
        SUM(row_count) AS rows_out
    FROM ops.conservation
    WHERE month = $1
    GROUP BY file_id
)
SELECT
    COALESCE(NULLIF(feed_file.department, ''), unnamed.label) AS department,
    feed_file.file_name,
    feed_file.rows_in,
    COALESCE(COLUMNS(gone.* EXCLUDE (file_id)), 0),
    agreement.label AS agrees
FROM ops.feed_file AS feed_file
LEFT JOIN gone ON gone.file_id = feed_file.file_id
INNER JOIN states.agreement AS agreement
    ON agreement.code = CASE WHEN feed_file.rows_in = COALESCE(gone.rows_out, 0) THEN 'agrees' ELSE 'off' END
INNER JOIN states.stand_in AS unnamed ON unnamed.code = 'unnamed'
WHERE feed_file.month = $1 AND feed_file.state <> 'unreachable'
ORDER BY LIST_POSITION($2::VARCHAR[], feed_file.department) NULLS LAST, feed_file.department, feed_file.file_name, feed_file.file_order
