-- Question: how much stays wrong, or cannot be verified, in each township and under each rule?
-- Grain: one township and rule; the most first.
-- Inputs: anomaly.anomaly, anomaly.rule_result, anomaly.cleaning, states.answer; $1 month
SELECT
    anomaly.township, anomaly.rule_code, result.label, anomaly.severity, COUNT(*) AS anomalies,
    COUNT(DISTINCT anomaly.household_id) AS households, MAX(anomaly.months_seen) AS months_seen
FROM anomaly.anomaly AS anomaly
CROSS JOIN anomaly.cleaning AS cleaning
LEFT JOIN anomaly.rule_result AS result ON result.month = anomaly.month AND result.rule_code = anomaly.rule_code
LEFT JOIN states.answer AS answer ON answer.label = anomaly.answered
WHERE anomaly.month = $1 AND anomaly.is_asked
    AND (anomaly.months_seen >= cleaning.repeated_months OR answer.code = 'unverified')
GROUP BY anomaly.township, anomaly.rule_code, result.label, anomaly.severity
ORDER BY anomalies DESC, anomaly.township, anomaly.rule_code
