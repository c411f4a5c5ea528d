-- Question: of which suspected matches could the answer not be taken?
-- Grain: one suspected match of whose answer something was refused.
-- Inputs: warning.suspected, handling.cell, handling.refusal; $1 month, $2 township
-- A faulty cell shows what was written, an accepted one its value.
WITH refused AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'same' THEN reason END) AS same_fault,
        MAX(CASE WHEN item = 'same' THEN written END) AS same_written,
        MAX(CASE WHEN item = 'same_by' THEN reason END) AS same_by_fault,
        MAX(CASE WHEN item = 'same_by' THEN written END) AS same_by_written
    FROM handling.refusal
    WHERE month = $1 AND is_own AND item IN ('same', 'same_by')
    GROUP BY number
),
said AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'same' THEN value END) AS same,
        MAX(CASE WHEN item = 'same_by' THEN value END) AS same_by
    FROM handling.cell
    WHERE is_latest AND reason IS NULL
    GROUP BY number
)
SELECT
    suspected.household_id, suspected.number, suspected.township, suspected.village, suspected.head_name, suspected.department,
    suspected.sent_name, suspected.sent_number, suspected.likely_name, suspected.likely_id, suspected.clue, suspected.says,
    suspected.provenance,
    COALESCE(said.same, refused.same_written) AS same,
    refused.same_fault,
    COALESCE(said.same_by, refused.same_by_written) AS same_by,
    refused.same_by_fault
FROM warning.suspected AS suspected
INNER JOIN refused ON refused.number = suspected.number
LEFT JOIN said ON said.number = suspected.number
WHERE suspected.township = $2
ORDER BY suspected.village NULLS LAST, suspected.household_id, suspected.number
