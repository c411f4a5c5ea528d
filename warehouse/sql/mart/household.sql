-- Question: which households are in the base in force? Names masked.
-- Grain: one household.
-- Inputs: base.household, base.person
WITH facts AS (
    SELECT household_id, MAX(income_per_head_yuan) AS income_per_head_yuan, MAX(as_of) AS as_of
    FROM base.person
    GROUP BY household_id
)
SELECT
    mask_household(household.household_id) AS household_id,
    household.township,
    household.village,
    mask_name(household.head_name) AS head_name,
    household.has_head,
    household.members,
    household.monitoring_kind,
    household.is_monitored,
    household.is_dibao,
    household.is_tekun,
    facts.income_per_head_yuan,
    facts.as_of
FROM base.household AS household
INNER JOIN facts ON facts.household_id = household.household_id
ORDER BY household.township, household.village, household.household_id
