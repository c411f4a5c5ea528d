-- Question: what have earlier months' ledgers said of a township's warnings that could be taken?
-- Grain: one number and item.
-- Inputs: handling.register, handling.place, handling.cell, handling.step_fault; $1 month, $2 township
-- Only what earlier ledgers said, so that the list written again after its own ledger came back is the same.
WITH latest AS (
    SELECT cell.number, cell.item, cell.value, cell.reason
    FROM handling.cell AS cell
    INNER JOIN handling.register AS register ON register.number = cell.number AND register.month < $1
    INNER JOIN handling.place AS place ON place.number = cell.number AND place.township = $2
    WHERE cell.is_own AND cell.month < $1 AND cell.list_month < $1
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY cell.number, cell.item
        ORDER BY
            cell.list_month DESC, cell.edition DESC, CASE WHEN cell.reason IS NULL THEN 0 ELSE 1 END, cell.month DESC, cell.file_name,
            cell.sheet, cell.row_number
    ) = 1
)
SELECT latest.number, latest.item, latest.value, CAST(NULL AS VARCHAR) AS fault,
    ROW_NUMBER() OVER (ORDER BY latest.number, latest.item) AS line
FROM latest
LEFT JOIN handling.step_fault AS fault ON fault.number = latest.number AND fault.item = latest.item
WHERE latest.reason IS NULL AND latest.value IS NOT NULL AND fault.number IS NULL
ORDER BY line
