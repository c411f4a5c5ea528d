-- Question: which households get help first and the procedure afterwards (绿色通道), and which department was not asked for them yet?
-- Grain: one warning and department.
-- Inputs: handling.register, handling.standing, handling.help, handling.task; $1 month of the list in which it is asked
-- As soon as a ledger says so: nobody waits for 录入系统.
SELECT
    $1 AS month,
    'RW-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', $1, register.household_id, help.department)), 1, 14)) AS task,
    help.department,
    register.number,
    register.household_id,
    register.risk,
    help.need,
    CAST(NULL AS DATE) AS entered_on
FROM handling.register AS register
INNER JOIN handling.standing AS standing
    ON standing.number = register.number AND standing.is_green AND NOT register.is_withdrawn AND COALESCE(standing.meets, TRUE)
INNER JOIN handling.help AS help
    ON help.risk = register.risk
        OR (help.risk = '其他' AND register.risk NOT IN (SELECT named.risk FROM handling.help AS named))
LEFT JOIN handling.task AS task ON task.number = register.number AND task.department = help.department
WHERE task.number IS NULL AND NOT register.is_monitored
