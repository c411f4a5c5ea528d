-- Question: does each village include as many households in monitoring as its key households would have it, in each finished month?
-- Grain: one village and month.
-- Inputs: anomaly.inclusion, ops.run
SELECT
    inclusion.month, inclusion.township, inclusion.village, inclusion.households, inclusion.people, inclusion.seriously_ill,
    inclusion.severely_disabled, inclusion.on_dibao, inclusion.on_tekun, inclusion.out_of_school, inclusion.unsafe_houses,
    inclusion.without_water, inclusion.key_households, inclusion.included, inclusion.included_people, inclusion.monitored,
    inclusion.newly_included, inclusion.expected_included, inclusion.standing, inclusion.is_found_true
FROM anomaly.inclusion AS inclusion
WHERE inclusion.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY inclusion.month, inclusion.township, inclusion.village
