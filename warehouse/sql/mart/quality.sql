-- Question: how good is the base of each village in each finished month?
-- Grain: one village and month.
-- Inputs: anomaly.quality, ops.run
SELECT
    quality.month, quality.township, quality.village, quality.people, quality.households, quality.high, quality.middle, quality.low,
    quality.exempt, quality.repeated, quality.closed, quality.weighted, quality.score
FROM anomaly.quality AS quality
WHERE quality.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY quality.month, quality.township, quality.village
