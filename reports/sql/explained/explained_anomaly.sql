-- Question: when was an anomaly found, what was answered, and how did it end?
-- Grain: one month and what became of it there.
-- Inputs: anomaly.anomaly, anomaly.answer, anomaly.closed; $1 number
SELECT month, 1 AS step, 'anomaly' AS outcome, standing AS reason, '' AS file_name, NULL AS row_number
FROM anomaly.anomaly WHERE number = $1
UNION ALL
SELECT
    month, 2 AS step, 'answer_' || state AS outcome,
    CONCAT_WS('；', result, corrected_value, explanation, reason) AS reason, file_name, row_number
FROM anomaly.answer WHERE number = $1
UNION ALL
SELECT month, 3 AS step, 'closed' AS outcome, how AS reason, '' AS file_name, NULL AS row_number FROM anomaly.closed WHERE number = $1
ORDER BY month, step, file_name, row_number
