-- Question: which warnings of the month does the county keep, and what was said of each?
-- Grain: one warning of the month's ledgers; townships in the order of the policy, a household's together.
-- Inputs: handling.register, handling.standing, handling.answer; $1 month, $2 townships of the policy
SELECT
    register.household_id, register.township, register.village, register.head_name, register.head_id, register.way,
    register.department, register.says, register.feedback_on, answer.meets_answer AS meets, answer.reason, answer.told, answer.checked_by,
    answer.done_on, register.number, register.subject_name, register.subject_id, register.risk, register.grade, standing.label,
    register.provenance
FROM handling.register AS register
INNER JOIN handling.standing AS standing ON standing.number = register.number
LEFT JOIN handling.answer AS answer ON answer.number = register.number
WHERE register.month = $1 AND NOT register.is_withdrawn
ORDER BY
    LIST_POSITION($2::VARCHAR[], register.township) NULLS LAST, register.township, register.village NULLS LAST,
    register.household_id, register.number
