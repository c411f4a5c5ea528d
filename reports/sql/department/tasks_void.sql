-- Question: which tasks of a department are void, because the household does not meet the standard after all, and since this month?
-- Grain: one task.
-- Inputs: handling.task, handling.register, handling.standing, handling.event; $1 month, $2 department
-- Told in the month whose ledgers or run said so; what the department did stays in the history.
WITH told AS (
    SELECT number, month
    FROM handling.event
    WHERE step IN ('closed', 'withdrawn', 'green')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY ordinal DESC) = 1
)
SELECT
    task.task AS number,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS need,
    MIN(task.month) AS since,
    MIN(standing.label) AS label,
    ROW_NUMBER() OVER (ORDER BY MIN(register.township), MIN(register.village) NULLS LAST, task.task) AS line
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
INNER JOIN handling.standing AS standing ON standing.number = task.number
INNER JOIN told ON told.number = task.number
WHERE task.department = $2 AND task.month <= $1
GROUP BY task.task
HAVING MAX(told.month) = $1
    AND NOT BOOL_OR((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green))
ORDER BY line
