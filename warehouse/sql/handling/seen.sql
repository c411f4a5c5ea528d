-- Question: how far is each warning, as seen on the day of handling.clock?
-- Grain: one warning of the register.
-- Inputs: handling.register, handling.standing, handling.place, handling.due, handling.clock
-- What was done later than that day is not done yet.
WITH limits AS (
    SELECT number, BOOL_OR(state = 'overdue') AS is_overdue, BOOL_OR(state = 'soon') AS is_soon,
        MAX(CASE WHEN obligation = 'visit' THEN fulfilled_on END) AS visited_on
    FROM handling.due
    GROUP BY number
)
SELECT
    register.number, register.month, standing.township, COALESCE(place.village, register.village) AS village, standing.meets,
    CASE WHEN standing.state = 'done' AND standing.closed_on > clock.today THEN 'open' ELSE standing.state END AS state,
    limits.visited_on IS NOT NULL AS is_visited,
    COALESCE(limits.is_overdue, FALSE) AS is_overdue,
    COALESCE(limits.is_soon AND NOT limits.is_overdue, FALSE) AS is_soon
FROM handling.register AS register
INNER JOIN handling.standing AS standing ON standing.number = register.number
CROSS JOIN handling.clock AS clock
LEFT JOIN handling.place AS place ON place.number = register.number
LEFT JOIN limits ON limits.number = register.number
