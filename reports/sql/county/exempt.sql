-- Question: which anomalies were found to be true, with which reason and until when?
-- Grain: one anomaly.
-- Inputs: anomaly.anomaly, anomaly.answer; $1 month
SELECT
    anomaly.township, anomaly.village, anomaly.person_name, anomaly.rule_code, anomaly.says, answer.explanation, answer.valid_until,
    anomaly.number,
    ROW_NUMBER() OVER (ORDER BY anomaly.township, anomaly.village, anomaly.household_id, anomaly.number) AS worst
FROM anomaly.anomaly AS anomaly
INNER JOIN anomaly.answer AS answer
    ON answer.month = anomaly.answered_in AND answer.number = anomaly.number AND answer.state = 'accepted'
WHERE anomaly.month = $1 AND anomaly.standing = 'exempt'
ORDER BY worst
