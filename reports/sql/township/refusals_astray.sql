-- Question: which returned cells could not be taken, and belong to no township that could be told?
-- Grain: one cell.
-- Inputs: handling.refusal; $1 month, $2 names of items, $3 what they are called
WITH called AS (
    SELECT UNNEST($2::VARCHAR[]) AS item, UNNEST($3::VARCHAR[]) AS item_label
)
SELECT
    refusal.number, COALESCE(called.item_label, refusal.item) AS item_label, refusal.written, refusal.reason,
    refusal.file_name, refusal.sheet, refusal.row_number
FROM handling.refusal AS refusal
LEFT JOIN called ON called.item = refusal.item
WHERE refusal.month = $1 AND refusal.township IS NULL
ORDER BY refusal.file_name, refusal.sheet, refusal.row_number, refusal.number, item_label
