-- Question: by which ways did the quarter's warnings come about, and how many households do they concern?
-- Grain: one way; and the whole, with the way NULL.
-- Inputs: handling.register; $1 months of the quarter
SELECT way, COUNT(*) AS warnings, COUNT(DISTINCT household_id) AS households
FROM handling.register
WHERE month IN (SELECT UNNEST($1::VARCHAR[])) AND NOT is_withdrawn
GROUP BY GROUPING SETS ((way), ())
ORDER BY CASE WHEN way IS NULL THEN 0 ELSE 1 END, warnings DESC, way
