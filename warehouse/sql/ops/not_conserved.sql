-- Question: of which files of this month are the rows in not the rows out?
-- Grain: one file; there is none, unless a model lost rows or made some.
-- Inputs: ops.feed_file, draft.conservation, ops.period
SELECT feed_file.department, feed_file.file_name, feed_file.rows_in, COALESCE(SUM(gone.row_count), 0) AS rows_out
FROM ops.feed_file AS feed_file
INNER JOIN ops.period AS period ON period.month = feed_file.month
LEFT JOIN draft.conservation AS gone ON gone.file_id = feed_file.file_id
GROUP BY feed_file.department, feed_file.file_name, feed_file.rows_in, feed_file.file_id
HAVING feed_file.rows_in <> COALESCE(SUM(gone.row_count), 0)
