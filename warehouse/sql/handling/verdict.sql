-- Question: which suspected matches has a township judged, and how?
-- Grain: one suspected match with an answer and the name of who checked.
-- Inputs: handling.cell
SELECT
    same.number,
    same.value = '是' AS is_same,
    checked.value AS checked_by,
    same.list_month,
    CONCAT_WS(' ', same.file_name, same.sheet, '第' || CAST(same.row_number AS VARCHAR) || '行') AS provenance
FROM handling.cell AS same
INNER JOIN handling.cell AS checked
    ON checked.number = same.number AND checked.item = 'same_by' AND checked.is_latest AND checked.reason IS NULL
WHERE same.item = 'same' AND same.is_latest AND same.reason IS NULL
