-- Question: of the rows of each file, how many went where?
-- Grain: one file, one outcome, one reason.
-- Inputs: draft.outcome, ops.feed_file, ops.period
SELECT
    period.month,
    feed_file.file_id,
    feed_file.department,
    feed_file.file_name,
    outcome.outcome,
    outcome.reason,
    COUNT(*) AS row_count
FROM draft.outcome AS outcome
CROSS JOIN ops.period AS period
INNER JOIN ops.feed_file AS feed_file ON feed_file.month = period.month AND feed_file.file_id = outcome.file_id
GROUP BY period.month, feed_file.file_id, feed_file.department, feed_file.file_name, outcome.outcome, outcome.reason
UNION ALL
SELECT
    period.month,
    feed_file.file_id,
    feed_file.department,
    feed_file.file_name,
    CASE feed_file.state WHEN 'duplicate' THEN 'merged' ELSE 'rejected' END AS outcome,
    CASE feed_file.state WHEN 'duplicate' THEN '与同月另一文件完全相同' ELSE feed_file.note END AS reason,
    feed_file.rows_in AS row_count
FROM ops.feed_file AS feed_file
INNER JOIN ops.period AS period ON period.month = feed_file.month
WHERE feed_file.state IN ('duplicate', 'refused') AND feed_file.rows_in > 0
