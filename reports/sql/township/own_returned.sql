-- Question: which lines that a township added itself could not be taken, and why?
-- Grain: one line; as it was written, with the cell at fault.
-- Inputs: handling.own_line, handling.refusal, handling.returned; $1 month, $2 township
WITH beside AS (
    SELECT
        file_name, sheet, row_number,
        MAX(CASE WHEN item = 'meets' THEN written END) AS meets,
        MAX(CASE WHEN item = 'reason' THEN written END) AS reason,
        MAX(CASE WHEN item = 'told' THEN written END) AS told,
        MAX(CASE WHEN item = 'checked_by' THEN written END) AS checked_by,
        MAX(CASE WHEN item = 'done_on' THEN COALESCE(value, written) END) AS done_on
    FROM handling.returned
    WHERE month = $1 AND number = ''
    GROUP BY file_name, sheet, row_number
)
SELECT
    added.village_text AS village, added.head_name, added.head_id, added.subject_name, added.subject_id, added.way, added.told_by, added.says,
    COALESCE(CAST(added.found_on AS VARCHAR), added.found_on_written) AS found_on,
    CASE WHEN refusal.item = 'own_head_id' THEN refusal.reason END AS head_id_fault,
    CASE WHEN refusal.item = 'own_subject_id' THEN refusal.reason END AS subject_id_fault,
    CASE WHEN refusal.item = 'way' THEN refusal.reason END AS way_fault,
    CASE WHEN refusal.item = 'says' THEN refusal.reason END AS says_fault,
    CASE WHEN refusal.item = 'found_on' THEN refusal.reason END AS found_on_fault,
    beside.meets, beside.reason, beside.told, beside.checked_by, beside.done_on,
    ROW_NUMBER() OVER (ORDER BY added.village_text NULLS LAST, added.file_name, added.sheet, added.row_number) AS line
FROM handling.own_line AS added
INNER JOIN handling.refusal AS refusal
    ON refusal.month = added.month AND refusal.number = '' AND refusal.file_name = added.file_name AND refusal.sheet = added.sheet
        AND refusal.row_number = added.row_number
LEFT JOIN beside
    ON beside.file_name = added.file_name AND beside.sheet = added.sheet AND beside.row_number = added.row_number
WHERE refusal.month = $1 AND refusal.township = $2
ORDER BY line
