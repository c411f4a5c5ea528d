-- Question: which households does the base hold as monitored, or as once monitored?
-- Grain: one household.
-- Inputs: seen.held_household, ops.period
SELECT period.month, household.household_id, household.township, household.village, household.is_monitored
FROM seen.held_household AS household
CROSS JOIN ops.period AS period
WHERE household.monitoring_kind IS NOT NULL
