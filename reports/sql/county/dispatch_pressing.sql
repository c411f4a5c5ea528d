-- Question: which warnings of the county have a time limit that is over or soon will be?
-- Grain: one warning of this month or an earlier one; by township in the order of the policy, those longest over first.
-- Inputs: handling.pressing, handling.register, handling.standing; $1 month, $2 townships of the policy
SELECT
    pressing.state, pressing.days_over, pressing.visit_by, pressing.decide_by, pressing.responsible_by, pressing.plan_by,
    register.month, pressing.township, register.village, register.department, register.risk, register.grade, standing.label,
    register.number
FROM handling.pressing AS pressing
INNER JOIN handling.register AS register ON register.number = pressing.number
INNER JOIN handling.standing AS standing ON standing.number = pressing.number
WHERE pressing.month <= $1
ORDER BY
    LIST_POSITION($2::VARCHAR[], pressing.township) NULLS LAST, pressing.township, pressing.is_overdue DESC, pressing.first_due_on,
    register.number
