-- Question: which awaited information has come, in which files, with how many rows, and how many came last month?
-- Grain: one kind of information that the month's rules await.
-- Inputs: warning.rule, ops.feed_file, raw.feed_row
--     $1 month, $2 previous month, $3 send by, $4 departments in order, $5 $6 codes and labels of feeds
-- A refused file is taken for the department's one missing kind; where several are missing, each line mentions it.
WITH awaited AS (
    SELECT DISTINCT department, label FROM warning.rule WHERE month = $1
),
feeds AS (
    SELECT UNNEST($5::VARCHAR[]) AS feed, UNNEST($6::VARCHAR[]) AS label
),
sent AS (
    SELECT
        feeds.label,
        COUNT(*) FILTER (feed_row.month = $1) AS lines,
        COUNT(*) FILTER (feed_row.month = $2) AS lines_before
    FROM raw.feed_row AS feed_row
    INNER JOIN feeds ON feeds.feed = feed_row.feed
    WHERE feed_row.month = $1 OR feed_row.month = $2
    GROUP BY feeds.label
),
came AS (
    SELECT
        awaited.label,
        STRING_AGG(feed_file.file_name, '；' ORDER BY feed_file.file_order) AS file_names,
        STRING_AGG(NULLIF(feed_file.note, ''), '；' ORDER BY feed_file.file_order) AS notes
    FROM awaited
    INNER JOIN ops.feed_file AS feed_file
        ON feed_file.month = $1 AND feed_file.state = 'read'
            AND '；' || feed_file.feeds || '；' LIKE '%；' || awaited.label || '；%'
    GROUP BY awaited.label
),
refused AS (
    SELECT department, COUNT(*) AS files, STRING_AGG(file_name, '；' ORDER BY file_order) AS file_names
    FROM ops.feed_file
    WHERE month = $1 AND state = 'refused'
    GROUP BY department
),
judged AS (
    SELECT
        awaited.department,
        awaited.label,
        came.label IS NOT NULL AS has_come,
        came.file_names,
        came.notes,
        COALESCE(refused.files, 0) AS refused_files,
        refused.file_names AS refused_names,
        COUNT(*) FILTER (came.label IS NULL) OVER (PARTITION BY awaited.department) AS missing
    FROM awaited
    LEFT JOIN came ON came.label = awaited.label
    LEFT JOIN refused ON refused.department = awaited.department
)
SELECT
    judged.department,
    judged.label,
    $3::DATE AS send_by,
    CASE
        WHEN judged.has_come THEN '已报' WHEN judged.refused_files > 0 AND judged.missing = 1 THEN '未能读取' ELSE '未报'
    END AS state,
    CASE
        WHEN judged.has_come THEN judged.file_names
        WHEN judged.refused_files > 0 AND judged.missing = 1 THEN judged.refused_names
    END AS file_name,
    COALESCE(sent.lines, 0) AS lines,
    COALESCE(sent.lines_before, 0) AS lines_before,
    CASE
        WHEN judged.has_come THEN judged.notes
        WHEN judged.refused_files > 0 AND judged.missing = 1 THEN '见文件清单'
        WHEN judged.refused_files > 0
            THEN '请催报；本部门有' || CAST(judged.refused_files AS VARCHAR) || '个文件未能读取，可能含此项，见文件清单'
        ELSE '请催报；确无新增的，请部门来函说明'
    END AS note
FROM judged
LEFT JOIN sent ON sent.label = judged.label
ORDER BY LIST_POSITION($4::VARCHAR[], judged.department) NULLS LAST, judged.department, judged.label
