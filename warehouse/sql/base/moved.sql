-- Question: which households stand in another township now than in the base before?
-- Grain: one household.
-- Inputs: base.household, draft.before
SELECT household.household_id, before.township AS from_township, household.township AS to_township
FROM base.household AS household
INNER JOIN draft.before AS before ON before.household_id = household.household_id
WHERE before.township <> household.township
