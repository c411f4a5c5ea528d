-- Question: which township fills in which column clearly less than the county does on average?
-- Grain: one column of one township; all columns that a township leaves wholly blank in one row. Where most is lacking first.
-- Inputs: anomaly.completeness; $1 month, $2 share of the county's average below which a township lacks, $3 people from whom on
WITH whole AS (
    SELECT column_name, SUM(people) AS people, SUM(filled) AS filled
    FROM anomaly.completeness
    WHERE month = $1
    GROUP BY column_name
),
compared AS (
    SELECT
        here.*, 100.0 * whole.filled / NULLIF(whole.people, 0) AS county_share,
        here.people * whole.filled / NULLIF(whole.people, 0) AS average
    FROM anomaly.completeness AS here
    INNER JOIN whole ON whole.column_name = here.column_name
    WHERE here.month = $1
),
behind AS (
    SELECT *, average - filled AS lacking FROM compared WHERE average * $2 > filled AND average - filled >= $3
)
SELECT
    township, 1::BIGINT AS columns, heading, people, filled, ROUND(100.0 * filled / NULLIF(people, 0), 1) AS share,
    ROUND(county_share, 1) AS county_share, ROUND(lacking)::BIGINT AS lacking, households, filled_heads, NULL AS flag
FROM behind
WHERE filled > 0
UNION ALL
SELECT
    township, COUNT(*) AS columns, STRING_AGG(heading, '、' ORDER BY ordinal) AS heading, MAX(people) AS people, 0 AS filled, 0 AS share,
    NULL AS county_share, ROUND(MAX(lacking))::BIGINT AS lacking, MAX(households) AS households, 0 AS filled_heads, '整列空白' AS flag
FROM behind
WHERE filled = 0
GROUP BY township
ORDER BY lacking DESC, township, heading
