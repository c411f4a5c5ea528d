-- Question: which warnings have a time limit that is over or soon will be, and which limits are those?
-- Grain: one warning.
-- Inputs: handling.due
SELECT
    number,
    month,
    township,
    CASE WHEN BOOL_OR(state = 'overdue') THEN '超期' ELSE '临期' END AS state,
    BOOL_OR(state = 'overdue') AS is_overdue,
    MAX(days_over) AS days_over,
    MIN(due_on) AS first_due_on,
    MIN(CASE WHEN obligation = 'visit' THEN due_on END) AS visit_by,
    MIN(CASE WHEN obligation = 'decide' THEN due_on END) AS decide_by,
    MIN(CASE WHEN obligation = 'responsible' THEN due_on END) AS responsible_by,
    MIN(CASE WHEN obligation = 'plan' THEN due_on END) AS plan_by
FROM handling.due
WHERE state IN ('overdue', 'soon')
GROUP BY number, month, township
