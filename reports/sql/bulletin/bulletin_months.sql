-- Question: how many warnings went out in each month of the quarter, and what has become of them?
-- Grain: one month.
-- Inputs: handling.standing; $1 months of the quarter
WITH asked AS (
    SELECT UNNEST($1::VARCHAR[]) AS month
)
SELECT
    asked.month,
    COUNT(standing.number) AS warnings,
    COUNT(CASE WHEN standing.state = 'done' THEN 1 END) AS done,
    COUNT(CASE WHEN standing.state = 'done' AND standing.meets THEN 1 END) AS met
FROM asked
LEFT JOIN handling.standing AS standing ON standing.month = asked.month AND standing.state <> 'withdrawn'
GROUP BY asked.month
ORDER BY asked.month
