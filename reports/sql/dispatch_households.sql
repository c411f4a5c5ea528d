-- Question: which households were drawn to be checked again, and what was found of them?
-- Grain: one household with its warnings of the month.
-- Inputs: handling.draw, handling.register, handling.standing, handling.answer; $1 month
SELECT
    draw.place, draw.township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    STRING_AGG(register.says, CHR(10) ORDER BY register.number) AS says,
    STRING_AGG(
        standing.label || CASE WHEN NOT standing.meets THEN COALESCE('：' || answer.reason, '') ELSE '' END, CHR(10)
        ORDER BY register.number
    ) AS label,
    MAX(standing.closed_on) AS closed_on,
    STRING_AGG(DISTINCT answer.checked_by, '、' ORDER BY answer.checked_by) AS checked_by,
    STRING_AGG(register.number, CHR(10) ORDER BY register.number) AS number
FROM handling.draw AS draw
INNER JOIN handling.register AS register
    ON register.month = draw.month AND register.household_id = draw.household_id AND register.township = draw.township
INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state <> 'withdrawn'
LEFT JOIN handling.answer AS answer ON answer.number = register.number
WHERE draw.month = $1 AND draw.kind = 'household'
GROUP BY draw.place, draw.township
ORDER BY draw.place
