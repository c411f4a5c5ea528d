-- Question: what did the county find when it guided this township on the spot, as told with this month's returns?
-- Grain: one visit; copies of a sheet say it once.
-- Inputs: handling.guidance; $1 month, $2 township
SELECT
    guided_on, guided_by, findings AS found,
    ROW_NUMBER() OVER (ORDER BY guided_on NULLS LAST, findings, guided_by) AS line
FROM handling.guidance
WHERE month = $1 AND township = $2
GROUP BY guided_on, guided_by, findings
ORDER BY line
