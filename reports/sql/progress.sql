-- Question: of which households does a township record the steps, and under which numbers?
-- Grain: one household with a warning in hand, of this month or an earlier one.
-- What earlier ledgers have recorded is said beside it, and need not be written again.
-- Inputs: handling.register, handling.standing, handling.place, handling.event, handling.step; $1 month, $2 township
WITH in_hand AS (
    SELECT register.* REPLACE (
        CASE WHEN register.month = $1 THEN register.township ELSE standing.township END AS township,
        CASE WHEN register.month = $1 THEN register.village ELSE place.village END AS village
    )
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number
    INNER JOIN handling.place AS place ON place.number = register.number
    WHERE CASE WHEN register.month = $1 THEN register.township ELSE standing.township END = $2 AND NOT register.is_withdrawn
        AND (
            (register.month = $1 AND register.origin <> 'township')
            OR (register.month < $1 AND (standing.closed_month IS NULL OR standing.closed_month >= $1))
        )
),
said AS (
    SELECT number, step, happened_on, is_retracted
    FROM handling.event
    WHERE month < $1
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY place DESC) = 1
),
days AS (
    SELECT DISTINCT in_hand.household_id, step.place, step.label, said.happened_on
    FROM in_hand
    INNER JOIN said ON said.number = in_hand.number AND NOT said.is_retracted
    INNER JOIN handling.step AS step ON step.month = in_hand.month AND step.step = said.step
),
recorded AS (
    SELECT
        household_id,
        '已记：' || STRING_AGG(label || CAST(happened_on AS VARCHAR), '、' ORDER BY place, label, happened_on) AS steps
    FROM days
    GROUP BY household_id
)
SELECT
    household_id,
    MIN(township) AS township,
    MIN(village) AS village,
    MIN(head_name) AS head_name,
    MIN(head_id) AS head_id,
    CONCAT_WS('；',
        CASE WHEN BOOL_AND(is_monitored) THEN '已在监测，不走认定程序' END,
        CASE WHEN BOOL_OR(is_compared_already) THEN '免信息比对' END,
        MIN(recorded.steps)
    ) AS hints,
    STRING_AGG(number, '、' ORDER BY number) AS number
FROM in_hand
LEFT JOIN recorded USING (household_id)
GROUP BY household_id
ORDER BY village NULLS LAST, household_id
