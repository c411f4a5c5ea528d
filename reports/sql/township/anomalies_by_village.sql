-- Question: how many records has a township to correct in each village?
-- Grain: one village; where most is grave first.
-- Inputs: anomaly.anomaly, states.severity; $1 month, $2 township
SELECT
    anomaly.village, COUNT(*) AS anomalies, COUNT(DISTINCT anomaly.household_id) AS households,
    COUNT(CASE WHEN gravity.code = 'high' THEN 1 END) AS high, COUNT(CASE WHEN gravity.code = 'middle' THEN 1 END) AS middle,
    COUNT(CASE WHEN gravity.code = 'low' THEN 1 END) AS low,
    ROW_NUMBER() OVER (ORDER BY COUNT(CASE WHEN gravity.code = 'high' THEN 1 END) DESC, COUNT(CASE WHEN gravity.code = 'middle' THEN 1 END) DESC, COUNT(CASE WHEN gravity.code = 'low' THEN 1 END) DESC, anomaly.village NULLS LAST) AS line
FROM anomaly.anomaly AS anomaly
LEFT JOIN states.severity AS gravity ON gravity.label = anomaly.severity
WHERE anomaly.month = $1 AND anomaly.township = $2 AND anomaly.acts = '镇街' AND anomaly.is_asked
GROUP BY anomaly.village
ORDER BY line
