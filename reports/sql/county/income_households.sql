-- Question: which 脱贫户 and monitored households have a low income, or a lower one than last year?
-- Grain: one household. Who had nothing last year, or lost, has no growth to be told, and has not fallen.
-- Inputs: base.income, base.household; $1 townships of the policy, $2 the low income, yuan a head and year
SELECT
    income.township, income.village, household.head_name,
    COALESCE(household.household_number, income.household_id) AS household_number, household.head_id, income.household_kind,
    income.monitoring_kind, income.members, income.income_per_head_yuan AS per_head_yuan,
    income.last_income_per_head_yuan AS last_per_head_yuan,
    CASE WHEN income.last_income_per_head_yuan > 0 THEN ROUND(100 * (income.income_per_head_yuan / income.last_income_per_head_yuan - 1), 1) END AS growth,
    CONCAT_WS('；',
        CASE WHEN income.income_per_head_yuan < $2 THEN '低收入' END,
        CASE WHEN income.income_per_head_yuan < income.last_income_per_head_yuan AND income.last_income_per_head_yuan > 0 THEN '不增反降' END
    ) AS why
FROM base.income AS income
INNER JOIN base.household AS household ON household.household_id = income.household_id
WHERE income.income_per_head_yuan < $2 OR (income.income_per_head_yuan < income.last_income_per_head_yuan AND income.last_income_per_head_yuan > 0)
ORDER BY
    LIST_POSITION($1::VARCHAR[], income.township) NULLS LAST, income.township, income.village NULLS LAST, income.income_per_head_yuan,
    income.household_id
