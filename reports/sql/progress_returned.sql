-- Question: which households' steps go back to a township for correction?
-- Grain: one household of whose steps something was refused, or one with a line of the township's own, which had no row for its
-- steps before; nothing where nothing was refused.
-- Inputs: handling.register, handling.place, handling.refusal; $1 month, $2 township, $3 what the sheet asks
WITH refused AS (
    SELECT number, is_own, item, township FROM handling.refusal WHERE month = $1
)
SELECT
    household_id,
    MIN(place.township) AS township,
    MIN(place.village) AS village,
    MIN(head_name) AS head_name,
    MIN(head_id) AS head_id,
    CONCAT_WS('；',
        CASE WHEN BOOL_AND(is_monitored) THEN '已在监测，不走认定程序' END,
        CASE WHEN BOOL_OR(is_compared_already) THEN '免信息比对' END
    ) AS hints,
    STRING_AGG(number, '、' ORDER BY number) AS number
FROM handling.register AS register
INNER JOIN handling.place AS place USING (number)
WHERE place.township = $2 AND NOT is_withdrawn
    AND (
        number IN (SELECT number FROM refused WHERE (is_own OR refused.township = $2) AND LIST_CONTAINS($3::VARCHAR[], item))
        OR (origin = 'township' AND month = $1 AND EXISTS (SELECT 1 FROM refused WHERE refused.township = $2))
    )
GROUP BY household_id
ORDER BY village NULLS LAST, household_id
