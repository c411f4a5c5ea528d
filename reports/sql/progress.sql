-- Question: of which households does a township record the steps, and under which numbers?
-- Grain: one household with a warning in hand, of this month or an earlier one.
-- Inputs: handling.register, handling.standing; $1 month, $2 township
WITH in_hand AS (
    SELECT register.*
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number
    WHERE register.township = $2 AND NOT register.is_withdrawn
        AND (
            (register.month = $1 AND register.origin <> 'township')
            OR (register.month < $1 AND (standing.closed_month IS NULL OR standing.closed_month >= $1))
        )
)
SELECT
    household_id,
    MIN(township) AS township,
    MIN(village) AS village,
    MIN(head_name) AS head_name,
    MIN(head_id) AS head_id,
    CONCAT_WS('；',
        CASE WHEN BOOL_AND(is_monitored) THEN '已在监测，不走认定程序' END,
        CASE WHEN BOOL_OR(is_compared_already) THEN '免信息比对' END
    ) AS hints,
    STRING_AGG(number, '、' ORDER BY number) AS number
FROM in_hand
GROUP BY household_id
ORDER BY village NULLS LAST, household_id
