-- Question: what does the base, as the month sees it, say of each household's income and expenses?
-- Grain: one household whose records are judged.
-- Inputs: seen.held_household, seen.held_person
-- An export repeats the household's figures for each member: the head's row counts. Incomes that a screening or a roster asks of households join here:
-- the later day is believed.
SELECT
    household.household_id, household.township, household.village, household.members, household.is_monitored,
    MIN(head.household_kind) AS household_kind,
    MIN(head.income_per_head_yuan) AS income_per_head_yuan,
    MIN(head.last_income_per_head_yuan) AS last_income_per_head_yuan,
    MIN(head.transfer_income_yuan) AS transfer_income_yuan,
    MIN(head.rigid_spending_yuan) AS rigid_spending_yuan,
    MAX(head.as_of) AS as_of
FROM seen.held_household AS household
INNER JOIN seen.held_person AS head ON head.person_key = household.head_key AND head.household_id = household.household_id
GROUP BY household.household_id, household.township, household.village, household.members, household.is_monitored
