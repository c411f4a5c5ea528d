-- Question: what must a person look at?
-- Grain: one matter.
-- Inputs: ops.attention; $1 month, $2 departments in order
SELECT department, TRIM(location) AS place, what, todo
FROM ops.attention
WHERE month = $1
ORDER BY LIST_POSITION($2::VARCHAR[], department) NULLS LAST, department, place, what, todo
