-- Question: which anomalies were there when each rule ran last?
-- Grain: one anomaly.
-- Inputs: anomaly.anomaly, anomaly.rule_result, ops.period
-- A month in which a rule crashed or did not apply says nothing: the month before it counts.
WITH ran AS (
    SELECT result.rule_code, MAX(result.month) AS month
    FROM anomaly.rule_result AS result
    INNER JOIN ops.period AS period ON result.month < period.month
    WHERE result.state IN ('fired', 'clean')
    GROUP BY result.rule_code
)
SELECT
    anomaly.number, anomaly.rule_code, anomaly.category, anomaly.severity, anomaly.household_id, anomaly.person_key,
    anomaly.township, anomaly.village, anomaly.first_month, anomaly.months_seen, anomaly.month
FROM anomaly.anomaly AS anomaly
INNER JOIN ran ON ran.rule_code = anomaly.rule_code AND ran.month = anomaly.month
