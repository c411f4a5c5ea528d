-- Question: which files came in the month, and what became of each?
-- Grain: one file.
-- Inputs: ops.feed_file; $1 month, $2 departments in order
SELECT
    COALESCE(NULLIF(department, ''), '未注明部门') AS department,
    file_name,
    CASE state WHEN 'read' THEN '已读' WHEN 'refused' THEN '未能读取' WHEN 'duplicate' THEN '重复文件'
        WHEN 'unreachable' THEN '没有取到' WHEN 'compared' THEN '比对得出'
    END AS state,
    feeds, rows_in, set_apart, note, todo
FROM ops.feed_file AS feed_file
WHERE month = $1
ORDER BY LIST_POSITION($2::VARCHAR[], feed_file.department) NULLS LAST, feed_file.department, file_name, file_order
