-- Question: which rows of a department name nobody of the base, and why?
-- Grain: one feed row.
-- Inputs: warning.outcome, raw.feed_row; $1 month, $2 department
SELECT
    feed_row.file_name, feed_row.sheet, feed_row.row_number, feed_row.subject_name AS sent_name,
    mask_number(feed_row.id_text) AS masked_number, outcome.reason, outcome.is_qualifying,
    ROW_NUMBER() OVER (
        ORDER BY outcome.is_qualifying DESC NULLS LAST, feed_row.file_name, feed_row.sheet, feed_row.row_number, feed_row.row_key
    ) AS worst,
    ROW_NUMBER() OVER (ORDER BY feed_row.file_name, feed_row.sheet, feed_row.row_number, feed_row.row_key) AS line
FROM warning.outcome AS outcome
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
WHERE outcome.month = $1 AND feed_row.department = $2 AND outcome.outcome = 'unmatched'
ORDER BY line
