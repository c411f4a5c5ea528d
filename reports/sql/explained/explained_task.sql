-- Question: what was a department asked to do for a household, and what did it say that it did?
-- Grain: one task.
-- Inputs: handling.task, handling.register, handling.standing, handling.measure; $1 number of the task
SELECT
    task.task AS number, MIN(task.month) AS month, MIN(task.department) AS department, MIN(register.township) AS township,
    MIN(register.village) AS village, MIN(register.head_name) AS subject_name, STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS says,
    STRING_AGG(DISTINCT task.number, '、' ORDER BY task.number) AS warnings,
    STRING_AGG(DISTINCT standing.label, '、' ORDER BY standing.label) AS label,
    BOOL_OR((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green)) AS is_asked,
    MIN(measure.outcome) AS outcome, MIN(measure.measure) AS measure, CAST(MIN(measure.measured_on) AS VARCHAR) AS measured_on,
    MIN(measure.handled_by) AS handled_by, MIN(measure.note) AS note, MIN(measure.provenance) AS provenance
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
INNER JOIN handling.standing AS standing ON standing.number = task.number
LEFT JOIN handling.measure AS measure ON measure.number = task.task
WHERE task.task = $1
GROUP BY task.task
