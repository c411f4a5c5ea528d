-- Question: what was each column of the month's files taken for, and what has moved since the feed last came?
-- Grain: one column of a recognised sheet; and one column that was there last time and is gone.
-- Inputs: ops.feed_heading, ops.feed_sheet, ops.feed_file, ops.heading_move, states.heading_use, ops.period
WITH labels AS (
    SELECT DISTINCT sheet.feed, sheet.label, sheet.department
    FROM ops.feed_sheet AS sheet
    INNER JOIN ops.period AS period ON period.month = sheet.month
)
SELECT
    heading.month, heading.department, labels.label, heading.file_id, file.file_order, heading.file_name, heading.sheet,
    heading.ordinal, heading.column_letter, heading.heading,
    COALESCE(unused.label, heading.label) AS taken_for,
    CASE moved.move
        WHEN 'renamed' THEN moved.month_before || '写作“' || moved.heading_before || '”' WHEN 'new' THEN '新出现'
    END AS moved
FROM ops.feed_heading AS heading
INNER JOIN ops.period AS period ON period.month = heading.month
INNER JOIN labels ON labels.feed = heading.feed AND labels.department = heading.department
INNER JOIN ops.feed_file AS file ON file.month = heading.month AND file.file_id = heading.file_id
LEFT JOIN states.heading_use AS unused ON unused.code = heading.use
LEFT JOIN ops.heading_move AS moved
    ON moved.month = heading.month AND moved.feed = heading.feed AND moved.heading = heading.heading
        AND moved.move IN ('renamed', 'new') AND moved.column_name = heading.column_name
UNION ALL
SELECT
    gone.month, labels.department, labels.label, gone.feed AS file_id, CAST(NULL AS BIGINT) AS file_order, '' AS file_name,
    '' AS sheet, CAST(NULL AS BIGINT) AS ordinal, '' AS column_letter, gone.heading_before AS heading,
    absent.label AS taken_for, gone.month_before || '用作“' || gone.label || '”' AS moved
FROM ops.heading_move AS gone
INNER JOIN labels ON labels.feed = gone.feed
INNER JOIN states.heading_use AS absent ON absent.code = gone.move
WHERE gone.move = 'gone'
