-- Question: what did the township last answer to each anomaly, in a list of an earlier month?
-- Grain: one anomaly that was ever answered.
-- Inputs: anomaly.answer, anomaly.anomaly, seen.held_person, ops.run, ops.period
-- is_base_newer: the household (of a village's: anybody) stands in the base as known on a later day than then; only such a base can show what was corrected.
WITH listed AS (
    SELECT run.month, MAX(run.base_as_of) AS base_as_of
    FROM ops.run AS run
    GROUP BY run.month
),
in_force AS (
    SELECT MAX(as_of) AS as_of FROM seen.held_person
),
homes AS (
    SELECT household_id, MAX(as_of) AS as_of FROM seen.held_person GROUP BY household_id
)
SELECT
    answer.number,
    answer.month,
    answer.result,
    answer.valid_until,
    anomaly.value_key,
    COALESCE(COALESCE(homes.as_of, in_force.as_of) > listed.base_as_of, TRUE) AS is_base_newer
FROM anomaly.answer AS answer
INNER JOIN ops.period AS period ON answer.month < period.month
INNER JOIN anomaly.anomaly AS anomaly ON anomaly.month = answer.month AND anomaly.number = answer.number
CROSS JOIN in_force
LEFT JOIN homes ON homes.household_id = anomaly.household_id
LEFT JOIN listed ON listed.month = answer.month
WHERE answer.state = 'accepted'
QUALIFY ROW_NUMBER() OVER (PARTITION BY answer.number ORDER BY answer.month DESC, answer.file_name, answer.row_number) = 1
