-- Question: what is wrong in the files of a department, and how is it mended?
-- Grain: one file, sheet, column, value and problem, with up to twenty of its rows.
-- Inputs: raw.problem; $1 month, $2 department
WITH counted AS (
    SELECT
        file_name, sheet, row_number, heading, value, problem, mend,
        FLOOR((ROW_NUMBER() OVER (
            PARTITION BY file_name, sheet, heading, value, problem, mend ORDER BY row_number
        ) - 1) / 20) AS twenty
    FROM (
        SELECT DISTINCT
            file_name, sheet, row_number, value, problem, mend,
            CASE WHEN column_letter <> '' THEN column_letter || '列 ' ELSE '' END || heading AS heading
        FROM raw.problem
        WHERE month = $1 AND department = $2
    ) AS said
)
SELECT
    file_name, sheet, heading, value, problem, mend,
    '第' || STRING_AGG(CAST(row_number AS VARCHAR), '、' ORDER BY row_number) || '行' AS row_numbers,
    ROW_NUMBER() OVER (ORDER BY file_name, sheet, MIN(row_number), heading, problem, value) AS line,
    line AS worst
FROM counted
GROUP BY file_name, sheet, heading, value, problem, mend, twenty
ORDER BY line
