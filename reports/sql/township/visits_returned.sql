-- Question: of which households could the visitor or the words of the 入户清单 not be taken?
-- Grain: one household of whose visit something was refused.
-- Inputs: handling.register, handling.place, handling.refusal; $1 month, $2 township, $3 what the sheet asks
-- The day of the visit stands in 办理过程.
SELECT
    household_id,
    MIN(place.township) AS township,
    MIN(place.village) AS village,
    MIN(head_name) AS head_name,
    MIN(head_id) AS head_id,
    STRING_AGG(number, '、' ORDER BY number) AS number,
    LIST(number ORDER BY number) AS numbers,
    ROW_NUMBER() OVER (ORDER BY MIN(place.village) NULLS LAST, household_id) AS line
FROM handling.register AS register
INNER JOIN handling.place AS place USING (number)
WHERE place.township = $2 AND NOT is_withdrawn
    AND number IN (
        SELECT refusal.number
        FROM handling.refusal AS refusal
        WHERE refusal.month = $1 AND (refusal.is_own OR refusal.township = $2) AND LIST_CONTAINS($3::VARCHAR[], refusal.item)
    )
GROUP BY household_id
ORDER BY line
