-- Question: how many records has a township to correct under each rule?
-- Grain: one rule; the gravest first, then those that most records break.
-- Inputs: anomaly.anomaly, anomaly.rule_result, states.severity; $1 month, $2 township
SELECT
    anomaly.rule_code, result.label, anomaly.category, anomaly.severity, COUNT(*) AS anomalies,
    COUNT(DISTINCT anomaly.household_id) AS households,
    ROW_NUMBER() OVER (ORDER BY gravity.ordinal NULLS LAST, COUNT(*) DESC, anomaly.rule_code) AS line
FROM anomaly.anomaly AS anomaly
LEFT JOIN anomaly.rule_result AS result ON result.month = anomaly.month AND result.rule_code = anomaly.rule_code
LEFT JOIN states.severity AS gravity ON gravity.label = anomaly.severity
WHERE anomaly.month = $1 AND anomaly.township = $2 AND anomaly.acts = '镇街' AND anomaly.is_asked
GROUP BY anomaly.rule_code, result.label, anomaly.category, anomaly.severity, gravity.ordinal
ORDER BY line
