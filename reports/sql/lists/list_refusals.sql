-- Question: what of the lists that a township sent back could not be taken, and what must it do about it?
-- Grain: one cell.
-- Inputs: listing.cell, listing.line, listing.household; $1 month, $2 township, $3 names of items, $4 what they are called
-- A number that we never gave goes back to the township that the file names.
WITH called AS (
    SELECT UNNEST($3::VARCHAR[]) AS item, UNNEST($4::VARCHAR[]) AS item_label
),
known AS (
    SELECT line.number, ARG_MAX(household.township, line.month) AS township, ARG_MAX(household.village, line.month) AS village,
        ARG_MAX(household.head_name, line.month) AS head_name
    FROM listing.line AS line
    INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
    GROUP BY line.number
)
SELECT
    cell.number, known.village, known.head_name, COALESCE(called.item_label, cell.item) AS item_label, cell.written, cell.reason,
    cell.file_name, cell.sheet, cell.row_number,
    ROW_NUMBER() OVER (ORDER BY cell.file_name, cell.sheet, cell.row_number, cell.number, cell.item) AS line
FROM listing.cell AS cell
LEFT JOIN known ON known.number = cell.number
LEFT JOIN called ON called.item = cell.item
WHERE cell.month = $1 AND cell.reason IS NOT NULL AND cell.is_latest AND COALESCE(known.township, cell.said_township) = $2
ORDER BY line
