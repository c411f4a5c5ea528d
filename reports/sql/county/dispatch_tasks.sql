-- Question: how far has each department come with what it was asked to do for monitored households?
-- Grain: one department.
-- Inputs: handling.task, handling.measure, handling.standing, handling.task_refusal, states.measure; $1 month
WITH asked AS (
    SELECT task.department, task.task, MIN(task.month) AS month
    FROM handling.task AS task
    INNER JOIN handling.standing AS standing
        ON standing.number = task.number
            AND ((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green))
    WHERE task.month <= $1
    GROUP BY task.department, task.task
),
refused AS (
    SELECT department, COUNT(*) AS refused FROM handling.task_refusal GROUP BY department
)
SELECT
    asked.department,
    COUNT(*) AS tasks,
    COUNT(*) FILTER (asked.month = $1) AS fresh,
    COUNT(*) FILTER (measure.is_sound AND said.code = 'done') AS done,
    COUNT(*) FILTER (measure.is_sound AND said.code = 'under_way') AS under_way,
    COUNT(*) FILTER (measure.is_sound AND said.code = 'cannot') AS cannot,
    COUNT(*) FILTER (NOT COALESCE(measure.is_sound, FALSE)) AS silent,
    MIN(CASE WHEN NOT COALESCE(measure.is_sound, FALSE) THEN asked.month END) AS silent_since,
    COALESCE(MIN(refused.refused), 0) AS refused
FROM asked
LEFT JOIN handling.measure AS measure ON measure.number = asked.task
LEFT JOIN states.measure AS said ON said.label = measure.outcome
LEFT JOIN refused ON refused.department = asked.department
GROUP BY asked.department
ORDER BY silent DESC, asked.department
