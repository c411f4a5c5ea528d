-- Question: of which warnings does a township record the steps, and which of a household's are handled as one?
-- Grain: one warning in hand, of this month or an earlier one; those of one household stand together.
-- What earlier ledgers have recorded is said beside it, and need not be written again. steps_with: further warnings of a household that
-- were given on the same day, and of which the same was recorded so far, go with the first; the township may say otherwise.
-- Inputs: handling.register, handling.standing, handling.place, handling.event, handling.step, handling.mark; $1 month, $2 township
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
            (register.month = $1 AND register.listed_in = $1 AND register.origin <> 'township')
            OR (register.month < $1 AND register.listed_in <= $1 AND (standing.closed_month IS NULL OR standing.closed_month >= $1))
        )
),
said AS (
    SELECT number, step, happened_on, is_retracted
    FROM handling.event
    WHERE month < $1
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
),
recorded AS (
    SELECT
        in_hand.number,
        '已记：' || STRING_AGG(step.label || CAST(said.happened_on AS VARCHAR), '、' ORDER BY step.ordinal, step.label) AS steps
    FROM in_hand
    INNER JOIN said ON said.number = in_hand.number AND NOT said.is_retracted
    INNER JOIN handling.step AS step ON step.month = in_hand.month AND step.step = said.step
    GROUP BY in_hand.number
),
placed AS (
    SELECT
        in_hand.*, recorded.steps, belated.hints AS belated,
        MIN(in_hand.number) OVER (
            PARTITION BY in_hand.household_id, in_hand.month, in_hand.feedback_on, in_hand.is_monitored, recorded.steps
        ) AS first_number
    FROM in_hand
    LEFT JOIN recorded ON recorded.number = in_hand.number
    LEFT JOIN handling.mark AS belated ON belated.number = in_hand.number AND belated.code = 'belated'
)
SELECT
    household_id,
    township,
    village,
    head_name,
    head_id,
    says,
    CONCAT_WS('；',
        CASE WHEN is_monitored THEN '已在监测，不走认定程序' END,
        CASE WHEN is_compared_already THEN '免信息比对' END,
        COALESCE(belated, CASE WHEN month < $1 THEN month || '反馈' END),
        steps
    ) AS hints,
    CASE WHEN first_number <> number THEN first_number END AS steps_with,
    number,
    ROW_NUMBER() OVER (ORDER BY village NULLS LAST, household_id, month, first_number, number) AS line
FROM placed
ORDER BY line
