-- Question: what does the base say of the incomes of 脱贫户 and of those monitored, this year and the last?
-- Grain: one household that was poor once, or is or was monitored.
-- Inputs: base.household, base.person
-- An export repeats the household's income for each member: the head's row counts.
SELECT
    household.household_id,
    household.township,
    household.village,
    household.members,
    MAX(CASE WHEN person.person_key = household.head_key THEN person.household_kind END) AS household_kind,
    household.monitoring_kind,
    household.is_monitored,
    MAX(CASE WHEN person.person_key = household.head_key THEN person.income_per_head_yuan END) AS income_per_head_yuan,
    MAX(CASE WHEN person.person_key = household.head_key THEN person.last_income_per_head_yuan END) AS last_income_per_head_yuan
FROM base.household AS household
INNER JOIN base.person AS person ON person.household_id = household.household_id
GROUP BY
    household.household_id, household.township, household.village, household.members, household.monitoring_kind, household.is_monitored
HAVING household.monitoring_kind IS NOT NULL
    OR MAX(CASE WHEN person.person_key = household.head_key THEN person.household_kind END) LIKE '%脱贫%'
