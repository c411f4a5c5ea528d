-- Question: what was each column of the month's files taken for, and what has moved since the feed last came?
-- Grain: one column of a recognised sheet; and one column that was there last time and is gone.
-- Inputs: ops.heading_told; $1 month, $2 departments in order
SELECT department, label, file_name, sheet, column_letter, heading, taken_for, moved, file_id
FROM ops.heading_told
WHERE month = $1
ORDER BY
    LIST_POSITION($2::VARCHAR[], department) NULLS LAST, department, label, file_order NULLS LAST, file_name, sheet,
    ordinal NULLS LAST, heading
