-- Question: which rows of a department could not be judged, and why?
-- Grain: one rejected feed row.
-- Inputs: raw.feed_row; $1 month, $2 department
SELECT
    file_name, sheet, row_number, subject_name AS sent_name, mask_number(id_text) AS masked_number, reject_reason AS reason,
    ROW_NUMBER() OVER (ORDER BY file_name, sheet, row_number, row_key) AS line,
    line AS worst
FROM raw.feed_row
WHERE month = $1 AND department = $2 AND status = 'rejected'
ORDER BY line
