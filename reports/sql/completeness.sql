-- Question: how much of each column of the base is filled in, in the county and in each township?
-- Grain: one column and township; before them the whole county.
-- Inputs: anomaly.completeness; $1 month, $2 townships of the policy
WITH counted AS (
    SELECT
        place, heading, township,
        SUM(people)::BIGINT AS people, SUM(filled)::BIGINT AS filled,
        SUM(households)::BIGINT AS households, SUM(filled_heads)::BIGINT AS filled_heads
    FROM anomaly.completeness
    WHERE month = $1
    GROUP BY GROUPING SETS ((place, heading, township), (place, heading))
)
SELECT
    heading, COALESCE(township, '全县') AS township, people, filled, ROUND(100.0 * filled / NULLIF(people, 0), 1) AS share,
    households, filled_heads, ROUND(100.0 * filled_heads / NULLIF(households, 0), 1) AS share_of_heads
FROM counted
ORDER BY place, counted.township IS NOT NULL, LIST_POSITION($2::VARCHAR[], counted.township) NULLS LAST, counted.township
