-- Question: which households of the base are meant: by 户编号, a member's certificate number or name?
-- Grain: one household.
-- Inputs: base.household, base.person; $1 certificate number, $2 name without signs, $3 户编号
SELECT
    household.household_id, COALESCE(household.household_number, household.household_id) AS household_number, household.township,
    household.village, household.head_name
FROM base.household AS household
WHERE household.household_id = $3 OR household.household_number = $3
    OR household.household_id IN (SELECT person.household_id FROM base.person AS person WHERE person.id18 = $1 OR person.name_key = $2)
ORDER BY household.township, household.village, household.household_id
