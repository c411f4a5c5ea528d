-- Question: of which suspected matches could the answer not be taken?
-- Grain: one suspected match of whose answer something was refused.
-- Inputs: warning.suspected, handling.place, handling.refusal; $1 month, $2 township, $3 what the sheet asks
SELECT
    household_id, number, place.township, place.village, head_name, department, sent_name, sent_number, likely_name, likely_id, clue, says,
    provenance,
    ROW_NUMBER() OVER (ORDER BY place.village NULLS LAST, household_id, number) AS line
FROM warning.suspected AS suspected
INNER JOIN handling.place AS place USING (number)
WHERE place.township = $2
    AND number IN (
        SELECT refusal.number
        FROM handling.refusal AS refusal
        WHERE refusal.month = $1 AND (refusal.is_own OR refusal.township = $2) AND LIST_CONTAINS($3::VARCHAR[], refusal.item)
    )
ORDER BY line
