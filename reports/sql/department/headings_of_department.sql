-- Question: what was each column of a department's files taken for, and what has moved since the feed last came?
-- Grain: one column of a recognised sheet; and one column that was there last time and is gone.
-- Inputs: ops.heading_told; $1 month, $2 department
SELECT label, file_name, sheet, column_letter, heading, taken_for, moved, file_id,
    ROW_NUMBER() OVER (ORDER BY label, file_order NULLS LAST, file_name, sheet, ordinal NULLS LAST, heading) AS line
FROM ops.heading_told
WHERE month = $1 AND department = $2
ORDER BY line
