-- Question: what became of each file of a department, and which of its information has not come?
-- Grain: one file, or one kind of information that is awaited.
-- Inputs: ops.feed_file, raw.feed_row, ops.arrival, states.file, states.arrival; $1 month, $2 department
-- A file that lay in nobody's folder also counts for the department whose feed it turned out to be. A source that could not
-- be reached is the county's matter, its address and passwords no department's.
WITH came AS (
    SELECT
        feed_file.file_name,
        came_to.label AS state,
        feed_file.feeds, feed_file.rows_in, feed_file.note, feed_file.todo, feed_file.file_order
    FROM ops.feed_file AS feed_file
    LEFT JOIN states.file AS came_to ON came_to.code = feed_file.state
    WHERE feed_file.month = $1 AND feed_file.state <> 'unreachable'
        AND (
            feed_file.department = $2
            OR EXISTS (
                SELECT 1 FROM raw.feed_row AS feed_row
                WHERE feed_row.month = $1 AND feed_row.file_id = feed_file.file_id AND feed_row.department = $2
            )
        )
),
awaited AS (
    SELECT arrival.label, missing.label AS state
    FROM ops.arrival AS arrival
    INNER JOIN states.arrival AS missing ON missing.code = 'missing'
    WHERE arrival.month = $1 AND arrival.department = $2 AND arrival.state IN ('missing', 'unreadable')
),
told AS (
    SELECT file_name, state, feeds, rows_in, note, todo, file_order FROM came
    UNION ALL
    SELECT
        '（没有收到）' AS file_name, state, label AS feeds, NULL AS rows_in, '' AS note,
        '请报送；确无新增的，请来函说明。' AS todo, NULL AS file_order
    FROM awaited
)
SELECT
    file_name, state, feeds, rows_in, note, todo, file_order,
    ROW_NUMBER() OVER (ORDER BY file_order NULLS LAST, feeds) AS line
FROM told
ORDER BY line
