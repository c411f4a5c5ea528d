-- Question: which anomalies came to an end, and how?
-- Grain: one anomaly and the month in which it was no longer found.
-- Inputs: anomaly.closed, ops.run
SELECT
    closed.month, closed.number, closed.rule_code, closed.category, closed.severity, closed.township, closed.village, closed.how,
    closed.answered, closed.first_month, closed.months_seen
FROM anomaly.closed AS closed
WHERE closed.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY closed.month, closed.township, closed.village, closed.number
