-- Question: how good is each village's base, and is it getting better?
-- Grain: one village; within a township the worst first.
-- Inputs: anomaly.quality; $1 month
WITH followed AS (
    SELECT quality.*, LAG(score) OVER (PARTITION BY township, village ORDER BY month) AS score_before
    FROM anomaly.quality AS quality
    WHERE month <= $1
)
SELECT
    township, village, people, households, high, middle, low, repeated, closed, exempt, score, score_before,
    ROUND(score - score_before, 1) AS change,
    ROW_NUMBER() OVER (ORDER BY score NULLS LAST, township, village) AS worst
FROM followed
WHERE month = $1
ORDER BY township, score, village
