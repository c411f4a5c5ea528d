-- Question: why did the rows of each file go where they went?
-- Grain: one file, one outcome, one reason.
-- Inputs: ops.conservation; $1 month, $2 departments in order
SELECT
    COALESCE(NULLIF(department, ''), '未注明部门') AS department,
    file_name,
    CASE gone.outcome
        WHEN 'warned' THEN '已预警' WHEN 'merged' THEN '合并' WHEN 'suppressed' THEN '不再重复预警'
        WHEN 'not_qualifying' THEN '未达条件' WHEN 'unmatched' THEN '未匹配' WHEN 'rejected' THEN '退回' ELSE outcome
    END AS outcome,
    reason,
    row_count
FROM ops.conservation AS gone
WHERE month = $1
ORDER BY
    LIST_POSITION($2::VARCHAR[], gone.department) NULLS LAST, gone.department, file_name, file_id,
    CASE gone.outcome
        WHEN 'warned' THEN 1 WHEN 'merged' THEN 2 WHEN 'suppressed' THEN 3 WHEN 'not_qualifying' THEN 4 WHEN 'unmatched' THEN 5
        ELSE 6
    END,
    reason
