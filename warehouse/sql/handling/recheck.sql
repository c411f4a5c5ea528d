-- Question: what did the county find when it checked drawn households again?
-- Grain: one warning of a household that was drawn, with a sound answer and the name of who checked.
-- Inputs: handling.cell, handling.register
-- month: the folder of returns in which it came. Who writes 否 says what was found.
WITH said AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'is_true' THEN value END) AS is_true,
        MAX(CASE WHEN item = 'rechecked_on' THEN CAST(value AS DATE) END) AS rechecked_on,
        MAX(CASE WHEN item = 'rechecked_by' THEN value END) AS rechecked_by,
        MAX(CASE WHEN item = 'recheck_says' THEN value END) AS says,
        MAX(CASE WHEN item = 'is_true' THEN month END) AS month,
        MAX(CASE WHEN item = 'is_true' THEN CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') END) AS provenance
    FROM handling.cell
    WHERE is_latest AND reason IS NULL AND item IN ('is_true', 'rechecked_on', 'rechecked_by', 'recheck_says')
    GROUP BY number
)
SELECT said.number, said.is_true = '是' AS is_true, said.rechecked_on, said.rechecked_by, said.says, said.month, said.provenance
FROM said
INNER JOIN handling.register AS register ON register.number = said.number
WHERE said.is_true IS NOT NULL AND said.rechecked_by IS NOT NULL
