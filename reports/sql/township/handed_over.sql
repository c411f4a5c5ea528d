-- Question: which warnings that a township had in hand are another township's now?
-- Grain: one warning of an earlier month that was not closed before.
-- Inputs: handling.place, handling.register, handling.standing; $1 month, $2 township
SELECT
    register.number, register.month, register.feedback_on, place.township AS now_in,
    '户现属' || place.township || '，由其接着办理' AS note,
    ROW_NUMBER() OVER (ORDER BY place.township, register.month, register.number) AS line
FROM handling.place AS place
INNER JOIN handling.register AS register ON register.number = place.number
INNER JOIN handling.standing AS standing ON standing.number = place.number
WHERE place.moved_from = $2 AND register.month < $1 AND register.listed_in <= $1 AND (standing.closed_month IS NULL OR standing.closed_month >= $1)
ORDER BY line
