-- Question: what went wrong in the quarter, and with whom?
-- Grain: one kind of trouble and whose it is.
-- Inputs: ops.arrival, handling.register, handling.standing, handling.returned_ledger, handling.due, handling.refusal, handling.task, handling.recheck,
--     handling.guidance, handling.measure, handling.task_refusal, anomaly.anomaly, anomaly.cleaning
--     $1 months of the quarter, $2 last day of the quarter, $3 its months whose ledgers are due by then
WITH asked AS (
    SELECT UNNEST($1::VARCHAR[]) AS month
),
ran AS (
    SELECT MAX(anomaly.month) AS month FROM anomaly.anomaly AS anomaly INNER JOIN asked ON asked.month = anomaly.month
),
guided AS (
    SELECT DISTINCT guidance.township, guidance.guided_on, guidance.guided_by, guidance.findings
    FROM handling.guidance AS guidance INNER JOIN asked ON asked.month = guidance.month
),
found AS (
    SELECT 'feed_missing' AS kind, arrival.department AS place, arrival.month, arrival.label, 1 AS times
    FROM ops.arrival AS arrival INNER JOIN asked ON asked.month = arrival.month
    WHERE arrival.state = 'missing'
    UNION ALL
    SELECT 'feed_unreadable', arrival.department, arrival.month, arrival.label, 1
    FROM ops.arrival AS arrival INNER JOIN asked ON asked.month = arrival.month
    WHERE arrival.state = 'unreadable'
    UNION ALL
    SELECT 'feed_late', arrival.department, arrival.month, arrival.label, 1
    FROM ops.arrival AS arrival INNER JOIN asked ON asked.month = arrival.month
    WHERE arrival.state = 'late'
    UNION ALL
    SELECT 'ledger_missing', standing.township, standing.month, NULL, COUNT(*)
    FROM handling.standing AS standing
    LEFT JOIN handling.returned_ledger AS ledger ON ledger.month = standing.month AND ledger.township = standing.township
    WHERE standing.month IN (SELECT UNNEST($3::VARCHAR[])) AND standing.state <> 'withdrawn' AND ledger.month IS NULL
    GROUP BY standing.township, standing.month
    UNION ALL
    SELECT 'overdue', standing.township, NULL, NULL, COUNT(*)
    FROM handling.register AS register
    INNER JOIN asked ON asked.month = register.month
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'open'
    LEFT JOIN handling.due AS due ON due.number = register.number AND due.obligation = 'decide'
    WHERE COALESCE(due.due_on, register.decide_by) < $2::DATE AND NOT register.is_monitored
    GROUP BY standing.township
    UNION ALL
    SELECT 'ledger_refused', COALESCE(refusal.township, '不知镇街'), NULL, NULL, COUNT(*)
    FROM handling.refusal AS refusal INNER JOIN asked ON asked.month = refusal.month
    GROUP BY refusal.township
    UNION ALL
    SELECT 'recheck', register.township, NULL, NULL, COUNT(*)
    FROM handling.recheck AS recheck
    INNER JOIN asked ON asked.month = recheck.month
    INNER JOIN handling.register AS register ON register.number = recheck.number
    GROUP BY register.township
    UNION ALL
    SELECT 'recheck_false', register.township, NULL, NULL, COUNT(*)
    FROM handling.recheck AS recheck
    INNER JOIN asked ON asked.month = recheck.month
    INNER JOIN handling.register AS register ON register.number = recheck.number
    WHERE NOT recheck.is_true
    GROUP BY register.township
    UNION ALL
    SELECT 'guidance', guided.township, NULL, NULL, COUNT(*)
    FROM guided
    GROUP BY guided.township
    UNION ALL
    SELECT 'guidance_found', guided.township, NULL, NULL, COUNT(*)
    FROM guided
    WHERE guided.findings IS NOT NULL
    GROUP BY guided.township
    UNION ALL
    SELECT 'task_refused', COALESCE(refusal.department, '不知部门'), NULL, NULL, COUNT(*)
    FROM handling.task_refusal AS refusal INNER JOIN asked ON asked.month = refusal.month
    GROUP BY refusal.department
    UNION ALL
    SELECT 'task_silent', task.department, NULL, NULL, COUNT(DISTINCT task.task)
    FROM handling.task AS task
    INNER JOIN asked ON asked.month = task.month
    INNER JOIN handling.standing AS standing ON standing.number = task.number AND standing.state = 'done' AND standing.meets
    LEFT JOIN handling.measure AS measure ON measure.number = task.task
    WHERE measure.number IS NULL
    GROUP BY task.department
    UNION ALL
    SELECT 'anomaly_open', anomaly.township, NULL, NULL, COUNT(*)
    FROM anomaly.anomaly AS anomaly INNER JOIN ran ON ran.month = anomaly.month
    WHERE anomaly.is_asked AND anomaly.acts = '镇街'
    GROUP BY anomaly.township
    UNION ALL
    SELECT 'anomaly_repeated', anomaly.township, NULL, NULL, COUNT(*)
    FROM anomaly.anomaly AS anomaly
    INNER JOIN ran ON ran.month = anomaly.month
    CROSS JOIN anomaly.cleaning AS cleaning
    WHERE anomaly.is_asked AND anomaly.acts = '镇街' AND anomaly.months_seen >= cleaning.repeated_months
    GROUP BY anomaly.township
)
SELECT kind, place, month, label AS feed_label, CONCAT_WS(' ', month, label) AS what, times
FROM found
ORDER BY kind, place, what
