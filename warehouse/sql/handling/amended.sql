-- Question: what of the register do returned ledgers set right?
-- Grain: one warning and item.
-- Inputs: handling.cell, handling.register
SELECT
    cell.number,
    cell.item,
    cell.value,
    CONCAT_WS(' ', cell.file_name, cell.sheet, '第' || CAST(cell.row_number AS VARCHAR) || '行') AS provenance
FROM handling.cell AS cell
INNER JOIN handling.register AS register ON register.number = cell.number
WHERE cell.item IN ('risk', 'placed') AND cell.is_latest AND cell.reason IS NULL
