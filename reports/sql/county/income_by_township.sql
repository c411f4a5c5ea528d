-- Question: have the incomes of 脱贫户 and of those monitored grown, and how many households' have fallen?
-- Grain: one township, and the county as a whole first (township NULL); nothing where the base tells no incomes.
-- Inputs: base.income; $1 townships of the policy, $2 the low income, yuan a head and year
-- Incomes a head are weighted by members, to the 分, so that the order of adding them changes nothing. Growth and fall
-- are told of households whose incomes of both years are known.
WITH told AS (
    SELECT
        *,
        CAST(income_per_head_yuan AS DECIMAL(18, 2)) * members AS whole_yuan,
        CAST(last_income_per_head_yuan AS DECIMAL(18, 2)) * members AS last_whole_yuan,
        income_per_head_yuan IS NOT NULL AND last_income_per_head_yuan > 0 AS is_known,
        income_per_head_yuan < last_income_per_head_yuan AND last_income_per_head_yuan > 0 AS is_fallen
    FROM base.income
)
SELECT
    CASE WHEN GROUPING(township) = 1 THEN '全县' ELSE township END AS place,
    COUNT(*) AS households,
    SUM(members) AS people,
    COUNT(*) FILTER (is_known) AS known,
    ROUND(SUM(whole_yuan) FILTER (is_known) / SUM(members) FILTER (is_known), 2) AS per_head_yuan,
    ROUND(SUM(last_whole_yuan) FILTER (is_known) / SUM(members) FILTER (is_known), 2) AS last_per_head_yuan,
    ROUND(
        100 * (SUM(whole_yuan) FILTER (is_known) / SUM(last_whole_yuan) FILTER (is_known) - 1), 1
    ) AS growth,
    COUNT(*) FILTER (is_fallen) AS fallen,
    ROUND(100.0 * COUNT(*) FILTER (is_fallen) / NULLIF(COUNT(*) FILTER (is_known), 0), 1) AS fallen_share,
    COUNT(*) FILTER (income_per_head_yuan < $2) AS low
FROM told
GROUP BY ROLLUP (township)
HAVING (SELECT COUNT(income_per_head_yuan) FROM told) > 0
ORDER BY GROUPING(told.township) DESC, LIST_POSITION($1::VARCHAR[], told.township) NULLS LAST, told.township
