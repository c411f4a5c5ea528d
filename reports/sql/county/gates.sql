-- Question: what was expected of each feed and of the base, and what was found?
-- Grain: one expectation of a feed or of the base.
-- Inputs: ops.gate; $1 month
SELECT subject, expectation, consequence AS severity, is_met, observed, message
FROM ops.gate
WHERE month = $1
ORDER BY subject, CASE consequence WHEN 'critical' THEN 1 ELSE 2 END, expectation
