-- Question: which households were drawn to be checked again, and what was found of them?
-- Grain: one household with its warnings of the month.
-- Inputs: handling.draw, handling.register, handling.standing, handling.answer; $1 month
-- A draw stays: a household that a later base has in another township is told where it is now, one whose warnings were all withdrawn
-- since is told as such.
WITH found AS (
    SELECT
        draw.ordinal, register.number, register.township, register.village, register.head_name, register.says, standing.label,
        standing.state, standing.meets, standing.closed_on, answer.reason, answer.checked_by
    FROM handling.draw AS draw
    INNER JOIN handling.register AS register ON register.month = draw.month AND register.household_id = draw.household_id
    INNER JOIN handling.standing AS standing ON standing.number = register.number
    LEFT JOIN handling.answer AS answer ON answer.number = register.number
    WHERE draw.month = $1 AND draw.kind = 'household'
    QUALIFY RANK() OVER (
        PARTITION BY draw.ordinal
        ORDER BY
            CASE WHEN register.township = draw.township THEN 0 ELSE 1 END, CASE WHEN standing.state = 'withdrawn' THEN 1 ELSE 0 END
    ) = 1
)
SELECT
    ordinal AS place,
    MIN(township) AS township,
    MIN(village) AS village,
    MIN(head_name) AS head_name,
    STRING_AGG(says, CHR(10) ORDER BY number) AS says,
    STRING_AGG(
        label || CASE WHEN state <> 'withdrawn' AND NOT meets THEN COALESCE('：' || reason, '') ELSE '' END, CHR(10) ORDER BY number
    ) AS label,
    MAX(closed_on) AS closed_on,
    STRING_AGG(DISTINCT checked_by, '、' ORDER BY checked_by) AS checked_by,
    STRING_AGG(number, '、' ORDER BY number) AS number
FROM found
GROUP BY ordinal
ORDER BY ordinal
