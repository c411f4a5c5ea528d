-- Question: how many rows and files of each feed came in each month?
-- Grain: one feed and month, from the register: a month that was collected and never run counts too.
-- Inputs: ops.feed_sheet, ops.feed_file
SELECT
    sheet.feed,
    sheet.month,
    CAST(SUBSTRING(sheet.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(sheet.month, 6, 2) AS BIGINT) AS month_index,
    MIN(file.arrived_on) AS arrived_on,
    GREATEST(COUNT(DISTINCT CASE WHEN sheet.rows_new > 0 THEN sheet.file_id END), 1) AS files,
    CAST(SUM(sheet.rows_new) AS BIGINT) AS row_count
FROM ops.feed_sheet AS sheet
INNER JOIN ops.feed_file AS file ON file.month = sheet.month AND file.file_id = sheet.file_id
GROUP BY sheet.feed, sheet.month
