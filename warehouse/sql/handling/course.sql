-- Question: how did each warning go, from the day it reached the township to its result, and how soon?
-- Grain: one warning of the register.
-- Inputs: handling.register, handling.standing, handling.event, handling.answer, handling.refusal, warning.rule
-- department: who sends the feed of the rule, whatever channel a row names.
WITH visited AS (
    SELECT number, happened_on, is_retracted
    FROM handling.event
    WHERE step = 'visited_on'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY ordinal DESC) = 1
),
refused AS (
    SELECT number, COUNT(*) AS cells FROM handling.refusal GROUP BY number
)
SELECT
    register.month,
    register.number,
    register.origin,
    register.rule_code,
    rule.label AS rule_label,
    COALESCE(rule.department, register.department) AS department,
    standing.township,
    register.household_id,
    register.way,
    register.risk,
    register.grade,
    register.is_monitored,
    standing.state,
    standing.label,
    standing.meets,
    standing.is_green,
    register.feedback_on,
    visited.happened_on AS visited_on,
    standing.closed_on,
    CAST(visited.happened_on - register.feedback_on AS BIGINT) AS days_to_visit,
    CAST(standing.closed_on - register.feedback_on AS BIGINT) AS days_to_close,
    CASE WHEN standing.meets = FALSE THEN answer.reason END AS reason,
    COALESCE(refused.cells, 0) AS refused
FROM handling.register AS register
INNER JOIN handling.standing AS standing ON standing.number = register.number
LEFT JOIN warning.rule AS rule ON rule.month = register.month AND rule.rule_code = register.rule_code
LEFT JOIN visited ON visited.number = register.number AND NOT visited.is_retracted
LEFT JOIN handling.answer AS answer ON answer.number = register.number
LEFT JOIN refused ON refused.number = register.number
