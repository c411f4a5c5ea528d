-- Question: which answers does a township get back, and why?
-- Grain: one refused answer.
-- Inputs: anomaly.answer, anomaly.anomaly; $1 month, $2 township
SELECT
    answer.reason, answer.file_name, answer.row_number, COALESCE(answer.result_written, answer.result) AS result_written,
    answer.corrected_value AS value_written, answer.explanation AS explanation_written, anomaly.township, anomaly.village, anomaly.head_name,
    COALESCE(anomaly.household_number, anomaly.household_id) AS household_number, anomaly.person_name, anomaly.person_number,
    anomaly.rule_code, anomaly.says, anomaly.base_value, anomaly.reference_value, anomaly.guidance, answer.number,
    ROW_NUMBER() OVER (ORDER BY answer.file_name, answer.row_number, answer.number) AS line
FROM anomaly.answer AS answer
INNER JOIN anomaly.anomaly AS anomaly ON anomaly.month = answer.month AND anomaly.number = answer.number
WHERE answer.month = $1 AND answer.state = 'refused' AND anomaly.township = $2
ORDER BY line
