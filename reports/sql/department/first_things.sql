-- Question: what should the department's contact mend first?
-- Grain: one kind of trouble with its count, at most six; what has not come and what could not be read stand first.
-- Inputs: ops.arrival, ops.feed_file, raw.problem, warning.outcome, raw.feed_row; $1 month, $2 department
WITH problems AS (
    SELECT
        problem, mend, COUNT(DISTINCT row_key) AS times, COUNT(DISTINCT file_name) AS files,
        ARG_MIN(
            file_name || CASE WHEN sheet <> '' THEN ' 工作表“' || sheet || '”' ELSE '' END
                || CASE WHEN column_letter <> '' THEN ' ' || column_letter || '列' ELSE '' END
                || '“' || heading || '” 第' || CAST(row_number AS VARCHAR) || '行',
            ROW(file_name, sheet, row_number, heading)
        ) AS first_place
    FROM raw.problem
    WHERE month = $1 AND department = $2
    GROUP BY problem, mend
),
unmatched AS (
    SELECT COUNT(*) AS times
    FROM warning.outcome AS outcome
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
    WHERE outcome.month = $1 AND feed_row.department = $2 AND outcome.outcome = 'unmatched' AND feed_row.id18 IS NOT NULL
),
troubles AS (
    SELECT
        1 AS gravity, '没有收到' AS problem, COUNT(*) AS times, STRING_AGG(label, '、' ORDER BY label) AS found_in,
        '请报送；确无新增的，请来函说明。' AS mend
    FROM ops.arrival
    WHERE month = $1 AND department = $2 AND state IN ('missing', 'unreadable')
    HAVING COUNT(*) > 0
    UNION ALL
    SELECT
        2 AS gravity, '文件未能读取：' || note AS problem, COUNT(*) AS times,
        STRING_AGG(file_name, '；' ORDER BY file_name) AS found_in, todo AS mend
    FROM ops.feed_file
    WHERE month = $1 AND department = $2 AND state = 'refused'
    GROUP BY note, todo
    UNION ALL
    SELECT
        3 AS gravity, note AS problem, 1 AS times, label AS found_in,
        '请核实；有误的请更正后重新报送，属实的请来函说明。' AS mend
    FROM ops.arrival
    WHERE month = $1 AND department = $2 AND flags <> ''
    UNION ALL
    SELECT
        4 AS gravity, problem, times,
        first_place || CASE WHEN files > 1 THEN ' 等' || CAST(files AS VARCHAR) || '个文件' WHEN times > 1 THEN ' 等' ELSE '' END
            AS found_in,
        mend
    FROM problems
    UNION ALL
    SELECT
        4 AS gravity, '号码合乎规则，但户库里没有这个人' AS problem, times, '见“未匹配”' AS found_in,
        '请核对号码；号码无误的，请核对是否本地农村人口。' AS mend
    FROM unmatched
    WHERE times > 0
)
SELECT
    ROW_NUMBER() OVER (ORDER BY gravity, times DESC, problem, found_in) AS line,
    line AS place, problem, times, found_in, mend
FROM troubles
QUALIFY line <= 6
ORDER BY line
