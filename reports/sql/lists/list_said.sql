-- Question: what did a township fill in before of the households on its lists, and what of it could not be taken?
-- Grain: one cell, its latest statement.
-- Inputs: listing.cell, listing.line, listing.household; $1 month, $2 township
SELECT
    cell.number, cell.item, COALESCE(cell.value, cell.written) AS value, cell.reason AS fault,
    ROW_NUMBER() OVER (ORDER BY cell.number, cell.item) AS line
FROM listing.cell AS cell
INNER JOIN listing.line AS line ON line.number = cell.number AND line.month = $1
INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
WHERE cell.is_latest AND household.township = $2
ORDER BY line
