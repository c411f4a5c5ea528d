-- Question: which records were found wrong in the finished months? Names masked; values and sentences stay in the lists.
-- Grain: one anomaly and month.
-- Inputs: anomaly.anomaly, anomaly.rule_result, base.person, ops.run
WITH numbered AS (
    SELECT
        household_id, person_key,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS member
    FROM base.person
),
members AS (
    SELECT household_id, person_key, MIN(member) AS member FROM numbered GROUP BY household_id, person_key
)
SELECT
    anomaly.month,
    anomaly.number,
    anomaly.rule_code,
    result.label,
    anomaly.category,
    anomaly.severity,
    mask_household(anomaly.household_id) AS household_id,
    members.member,
    anomaly.township,
    anomaly.village,
    mask_name(anomaly.person_name) AS person_name,
    hide_people(anomaly.guidance) AS guidance,
    anomaly.acts,
    anomaly.standing,
    anomaly.is_asked,
    anomaly.answered,
    anomaly.first_month,
    anomaly.months_seen
FROM anomaly.anomaly AS anomaly
LEFT JOIN anomaly.rule_result AS result ON result.month = anomaly.month AND result.rule_code = anomaly.rule_code
LEFT JOIN members ON members.household_id = anomaly.household_id AND members.person_key = anomaly.person_key
WHERE anomaly.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY anomaly.month, anomaly.township, anomaly.village, anomaly.household_id, anomaly.number
