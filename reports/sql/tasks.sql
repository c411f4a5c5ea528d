-- Question: which newly monitored households is a department asked to help, and how?
-- Grain: one household of the month's tasks.
-- Inputs: handling.task, handling.register, handling.standing, base.household, base.person; $1 month, $2 department
-- A household that by a correction no longer meets the standard is asked for no longer.
SELECT
    task.task AS number,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    MIN(head.phone) AS phone,
    MIN(household.members) AS members,
    STRING_AGG(
        DISTINCT CONCAT_WS(' ', register.subject_name, register.subject_id), CHR(10) ORDER BY CONCAT_WS(' ', register.subject_name, register.subject_id)
    ) AS subjects,
    STRING_AGG(DISTINCT task.risk, '、' ORDER BY task.risk) AS risk,
    STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS need,
    STRING_AGG(register.says, CHR(10) ORDER BY register.number) AS says,
    MIN(task.entered_on) AS entered_on
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
INNER JOIN handling.standing AS standing ON standing.number = task.number AND standing.state = 'done' AND standing.meets
LEFT JOIN base.household AS household ON household.household_id = task.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
WHERE task.month = $1 AND task.department = $2
GROUP BY task.task
ORDER BY township, village NULLS LAST, number
