-- Question: which households is a department asked to help, and how, those of earlier months among them for whom nothing was done yet?
-- Grain: one task of the month, or of an earlier one that is neither 已落实 nor 不能落实 by what came back before this month's returns.
-- Inputs: handling.task, handling.measure, handling.event, handling.register, handling.standing, base.household, base.person, states.measure; $1 month, $2 department
-- A household that by a correction no longer meets the standard is asked for no longer.
WITH answered AS (
    SELECT measure.number, CASE WHEN measure.is_sound AND outcome.is_settled THEN measure.month END AS settled_in
    FROM handling.measure AS measure
    LEFT JOIN states.measure AS outcome ON outcome.label = measure.outcome
),
said AS (
    SELECT number, department, measure, is_retracted
    FROM handling.event
    WHERE step = 'measure' AND month < $1
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, department ORDER BY ordinal DESC) = 1
)
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
    MIN(task.entered_on) AS entered_on,
    CONCAT_WS('；',
        CASE WHEN MIN(task.entered_on) IS NULL AND BOOL_OR(standing.is_green) THEN '绿色通道：先帮扶，后补程序' END,
        CASE WHEN MIN(task.month) < $1 THEN MIN(task.month) || '推送，还没有办结' END,
        CASE WHEN MIN(task.month) < $1 THEN '上次答复：' || MIN(said.measure) END
    ) AS hints,
    ROW_NUMBER() OVER (ORDER BY MIN(task.month) DESC, MIN(register.township), MIN(register.village) NULLS LAST, task.task) AS line
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
INNER JOIN handling.standing AS standing
    ON standing.number = task.number
        AND ((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green))
LEFT JOIN answered ON answered.number = task.task
LEFT JOIN said ON said.number = task.number AND said.department = task.department AND NOT said.is_retracted
LEFT JOIN base.household AS household ON household.household_id = task.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
WHERE task.department = $2 AND (task.month = $1 OR (task.month < $1 AND COALESCE(answered.settled_in, $1) >= $1))
GROUP BY task.task
ORDER BY line
