-- Question: which awaited information has come, in which files, and does it look as usual?
-- Grain: one kind of information that the month's rules await.
-- Inputs: ops.arrival, ops.feed_sheet, ops.feed_file, ops.contact, states.arrival; $1 month, $2 departments in order
WITH came AS (
    SELECT
        sheet.feed,
        STRING_AGG(file.file_name, '；' ORDER BY file.file_order) AS file_names,
        STRING_AGG(NULLIF(file.note, ''), '；' ORDER BY file.file_order) AS notes
    FROM (SELECT DISTINCT feed, file_id FROM ops.feed_sheet WHERE month = $1) AS sheet
    INNER JOIN ops.feed_file AS file ON file.month = $1 AND file.file_id = sheet.file_id
    GROUP BY sheet.feed
),
refused AS (
    SELECT department, STRING_AGG(file_name, '；' ORDER BY file_order) AS file_names
    FROM ops.feed_file
    WHERE month = $1 AND state = 'refused'
    GROUP BY department
)
SELECT
    arrival.department,
    arrival.label,
    arrival.send_by,
    came_to.label AS state,
    arrival.arrived_on,
    CASE WHEN arrival.state = 'unreadable' THEN refused.file_names ELSE came.file_names END AS file_name,
    COALESCE(arrival.row_count, 0) AS row_count,
    COALESCE(arrival.rows_last_month, 0) AS rows_last_month,
    arrival.median_rows,
    arrival.flags,
    CONCAT_WS('；', NULLIF(arrival.note, ''), came.notes) AS note,
    arrival.todo,
    contact.contact
FROM ops.arrival AS arrival
LEFT JOIN states.arrival AS came_to ON came_to.code = arrival.state
LEFT JOIN came ON came.feed = arrival.feed
LEFT JOIN refused ON refused.department = arrival.department
LEFT JOIN ops.contact AS contact ON contact.department = arrival.department
WHERE arrival.month = $1
ORDER BY LIST_POSITION($2::VARCHAR[], arrival.department) NULLS LAST, arrival.department, arrival.label
