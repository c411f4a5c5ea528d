-- Question: which records were found wrong in the finished months? Names masked; values and sentences stay in the lists.
-- Grain: one anomaly and month.
-- Inputs: anomaly.anomaly, anomaly.rule_result, mart.member, ops.run
SELECT
    anomaly.month,
    anomaly.number,
    anomaly.rule_code,
    result.label,
    anomaly.category,
    anomaly.severity,
    mask_household(anomaly.household_id) AS household_id,
    member.member,
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
LEFT JOIN mart.member AS member ON member.household_id = anomaly.household_id AND member.person_key = anomaly.person_key
WHERE anomaly.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY anomaly.month, anomaly.township, anomaly.village, anomaly.household_id, anomaly.number
