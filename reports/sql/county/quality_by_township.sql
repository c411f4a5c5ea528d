-- Question: how good is each township's base, and is it getting better?
-- Grain: one township, the worst first.
-- Inputs: anomaly.quality; $1 month
WITH summed AS (
    SELECT
        month, township,
        SUM(people)::BIGINT AS people, SUM(households)::BIGINT AS households,
        SUM(high)::BIGINT AS high, SUM(middle)::BIGINT AS middle, SUM(low)::BIGINT AS low,
        SUM(repeated)::BIGINT AS repeated, SUM(closed)::BIGINT AS closed, SUM(exempt)::BIGINT AS exempt,
        ROUND(GREATEST(0, 100 - 100 * SUM(weighted) / NULLIF(SUM(people), 0)), 1) AS score
    FROM anomaly.quality
    WHERE month <= $1
    GROUP BY month, township
),
followed AS (
    SELECT summed.*, LAG(score) OVER (PARTITION BY township ORDER BY month) AS score_before FROM summed
)
SELECT
    ROW_NUMBER() OVER (ORDER BY score, township) AS place,
    township, people, households, high, middle, low, repeated, closed, exempt, score, score_before,
    ROUND(score - score_before, 1) AS change
FROM followed
WHERE month = $1
ORDER BY place
