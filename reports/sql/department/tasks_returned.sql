-- Question: which tasks go back to a department for correction?
-- Grain: one task of which something was refused.
-- Inputs: handling.task, handling.register, handling.task_refusal; $1 month, $2 department
SELECT
    task.task AS number,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    STRING_AGG(DISTINCT task.risk, '、' ORDER BY task.risk) AS risk,
    STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS need,
    STRING_AGG(register.says, CHR(10) ORDER BY register.number) AS says,
    MIN(task.entered_on) AS entered_on,
    ROW_NUMBER() OVER (ORDER BY MIN(register.township), MIN(register.village) NULLS LAST, task.task) AS line
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
WHERE task.department = $2
    AND task.task IN (SELECT refusal.number FROM handling.task_refusal AS refusal WHERE refusal.month = $1)
GROUP BY task.task
ORDER BY line
