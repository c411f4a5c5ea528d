-- Question: for which newly monitored households is which department asked to act, that was not asked yet?
-- Grain: one warning and department.
-- Inputs: handling.register, handling.standing, handling.answer, handling.help, handling.task, ops.period
-- Newly monitored: closed as meeting the standard, and entered in the system (where nobody wrote when: closed) by the end of the month. A department
-- is told the day of entering that was written, and none where none was. Who was entered in an earlier
-- month and told of late is asked for now; who was asked for already is not again.
WITH entered AS (
    SELECT register.number, register.household_id, register.risk, answer.entered_on
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'done' AND standing.meets
    INNER JOIN handling.answer AS answer ON answer.number = register.number
    INNER JOIN ops.period AS period ON answer.included_on <= period.today_of_month
    WHERE NOT register.is_monitored
)
SELECT
    period.month,
    'RW-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', period.month, entered.household_id, help.department)), 1, 14)) AS task,
    help.department,
    entered.number,
    entered.household_id,
    entered.risk,
    help.need,
    entered.entered_on
FROM entered
CROSS JOIN ops.period AS period
INNER JOIN handling.help AS help
    ON help.risk = entered.risk
        OR (help.risk = '其他' AND entered.risk NOT IN (SELECT named.risk FROM handling.help AS named))
LEFT JOIN handling.task AS task ON task.number = entered.number AND task.department = help.department
WHERE task.number IS NULL
