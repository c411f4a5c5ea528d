-- Question: which warnings of a township have a time limit that is over or soon will be?
-- Grain: one warning of this month or an earlier one; those longest over first.
-- Inputs: handling.pressing, handling.register, handling.standing, handling.place; $1 month, $2 township
SELECT
    pressing.state, pressing.days_over, pressing.visit_by, pressing.decide_by, pressing.responsible_by, pressing.plan_by,
    register.month, pressing.township, place.village, register.head_name, register.subject_name, register.says, register.grade,
    standing.label, register.number,
    ROW_NUMBER() OVER (ORDER BY pressing.is_overdue DESC, pressing.first_due_on, place.village NULLS LAST, register.household_id, register.number) AS line
FROM handling.pressing AS pressing
INNER JOIN handling.register AS register ON register.number = pressing.number
INNER JOIN handling.standing AS standing ON standing.number = pressing.number
INNER JOIN handling.place AS place ON place.number = pressing.number
WHERE pressing.month <= $1 AND pressing.township = $2
ORDER BY line
