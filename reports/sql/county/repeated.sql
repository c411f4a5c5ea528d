-- Question: which anomalies stay wrong, or cannot be verified by the township?
-- Grain: one anomaly.
-- Inputs: anomaly.anomaly, anomaly.cleaning, states.answer; $1 month
SELECT
    anomaly.township, anomaly.village, anomaly.head_name, anomaly.person_name, anomaly.rule_code, anomaly.says, anomaly.severity,
    anomaly.first_month, anomaly.months_seen, anomaly.answered, anomaly.number,
    ROW_NUMBER() OVER (
        ORDER BY anomaly.months_seen DESC, anomaly.township, anomaly.village, anomaly.household_id, anomaly.number
    ) AS worst
FROM anomaly.anomaly AS anomaly
CROSS JOIN anomaly.cleaning AS cleaning
LEFT JOIN states.answer AS answer ON answer.label = anomaly.answered
WHERE anomaly.month = $1 AND anomaly.is_asked
    AND (anomaly.months_seen >= cleaning.repeated_months OR answer.code = 'unverified')
ORDER BY worst
