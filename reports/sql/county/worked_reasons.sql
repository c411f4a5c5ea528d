-- Question: why did leads not meet the standard?
-- Grain: one rule and reason as townships wrote it, of all months up to this one; the most frequent first.
-- Inputs: handling.course; $1 month, $2 departments
SELECT department, rule_code, MAX(rule_label) AS label, reason, COUNT(*) AS times, COUNT(DISTINCT township) AS townships
FROM handling.course
WHERE month <= $1 AND state = 'done' AND meets = FALSE AND reason IS NOT NULL
GROUP BY department, rule_code, reason
ORDER BY LIST_POSITION($2::VARCHAR[], department) NULLS LAST, department, rule_code, times DESC, reason
