-- Question: whom does a list of deaths of this month or an earlier one name?
-- Grain: one number and name: the row that told of the death first.
-- Inputs: raw.feed_row, ops.period
SELECT
    feed_row.id18,
    feed_row.name_key,
    CONCAT_WS(' ', feed_row.month, feed_row.department, feed_row.file_name,
        '第' || CAST(feed_row.row_number AS STRING) || '行') AS told
FROM raw.feed_row AS feed_row
INNER JOIN ops.period AS period ON period.month >= feed_row.month
WHERE feed_row.feed = 'death' AND feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY feed_row.id18, feed_row.name_key ORDER BY feed_row.month, feed_row.file_order, feed_row.row_key
) = 1
