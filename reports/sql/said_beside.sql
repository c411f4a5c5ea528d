-- Question: what was filled in, in columns that only this policy's ledger has?
-- Grain: one warning and column.
-- Inputs: handling.register, handling.cell; $1 township, $2 headings
SELECT cell.number, cell.item, cell.value
FROM handling.cell AS cell
INNER JOIN handling.register AS register ON register.number = cell.number
WHERE cell.is_latest AND cell.reason IS NULL AND register.township = $1 AND LIST_CONTAINS($2::VARCHAR[], cell.item)
ORDER BY cell.number, cell.item
