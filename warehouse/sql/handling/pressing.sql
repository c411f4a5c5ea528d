-- Question: which warnings have a time limit that is over or soon will be, and which limits are those?
-- Grain: one warning.
-- Inputs: handling.due, states.time_limit
SELECT
    due.number,
    due.month,
    due.township,
    ARG_MIN(pressing.label, pressing.ordinal) AS state,
    BOOL_OR(due.state = 'overdue') AS is_overdue,
    MAX(days_over) AS days_over,
    MIN(due_on) AS first_due_on,
    MIN(CASE WHEN obligation = 'visit' THEN due_on END) AS visit_by,
    MIN(CASE WHEN obligation = 'decide' THEN due_on END) AS decide_by,
    MIN(CASE WHEN obligation = 'responsible' THEN due_on END) AS responsible_by,
    MIN(CASE WHEN obligation = 'plan' THEN due_on END) AS plan_by
FROM handling.due AS due
INNER JOIN states.time_limit AS pressing ON pressing.code = due.state AND pressing.is_pressing
GROUP BY due.number, due.month, due.township
