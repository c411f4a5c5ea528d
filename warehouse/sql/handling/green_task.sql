-- Question: which households get help first and the procedure afterwards (绿色通道), and which department was not asked for them yet?
-- Grain: one warning and department.
-- Inputs: handling.register, handling.standing, handling.help, handling.task
-- As soon as a ledger says so: nobody waits for 录入系统.
SELECT help.department, register.number, register.household_id, register.risk, help.need
FROM handling.register AS register
INNER JOIN handling.standing AS standing
    ON standing.number = register.number AND standing.is_green AND NOT register.is_withdrawn AND COALESCE(standing.meets, TRUE)
INNER JOIN handling.help AS help
    ON help.risk = register.risk
        OR (help.risk = '其他' AND register.risk NOT IN (SELECT named.risk FROM handling.help AS named))
LEFT JOIN handling.task AS task ON task.number = register.number AND task.department = help.department
WHERE task.number IS NULL AND NOT register.is_monitored
