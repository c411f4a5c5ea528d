-- Question: what of the returned ledgers does a township get back, and what must it do about it?
-- Grain: one cell that could not be taken, or one item that is missing.
-- Inputs: handling.refusal, handling.register; $1 month, $2 township, $3 names of items, $4 what they are called
WITH called AS (
    SELECT UNNEST($3::VARCHAR[]) AS item, UNNEST($4::VARCHAR[]) AS item_label
)
SELECT
    refusal.number, register.village, register.head_name, register.subject_name, COALESCE(called.item_label, refusal.item) AS item_label,
    refusal.written, refusal.reason, refusal.file_name, refusal.sheet, refusal.row_number
FROM handling.refusal AS refusal
LEFT JOIN handling.register AS register ON register.number = refusal.number
LEFT JOIN called ON called.item = refusal.item
WHERE refusal.month = $1 AND refusal.township = $2
ORDER BY refusal.file_name, refusal.sheet, refusal.row_number, refusal.number, item_label
