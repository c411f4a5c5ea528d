-- Question: how good is the base of each village this month?
-- Grain: one village.
-- Inputs: seen.held_household, draft.anomaly, draft.closed, anomaly.cleaning, states.severity, ops.period
-- Score: 100 less the weighted anomalies a hundred people that the township is asked to correct; never below 0.
WITH lived_in AS (
    SELECT township, village, SUM(members) AS people, COUNT(*) AS households
    FROM seen.held_household
    GROUP BY township, village
),
asked AS (
    SELECT
        anomaly.township,
        anomaly.village,
        COUNT(CASE WHEN anomaly.is_asked AND severity.code = 'high' THEN 1 END) AS high,
        COUNT(CASE WHEN anomaly.is_asked AND severity.code = 'middle' THEN 1 END) AS middle,
        COUNT(CASE WHEN anomaly.is_asked AND severity.code = 'low' THEN 1 END) AS low,
        COUNT(CASE WHEN anomaly.standing = 'exempt' THEN 1 END) AS exempt,
        COUNT(CASE
            WHEN anomaly.is_asked AND anomaly.months_seen >= cleaning.repeated_months THEN 1
        END) AS repeated
    FROM draft.anomaly AS anomaly
    LEFT JOIN states.severity AS severity ON severity.label = anomaly.severity
    CROSS JOIN anomaly.cleaning AS cleaning
    WHERE anomaly.acts = '镇街'
    GROUP BY anomaly.township, anomaly.village
),
ended AS (
    SELECT township, village, COUNT(*) AS closed FROM draft.closed GROUP BY township, village
),
joined AS (
    SELECT
        lived_in.township, lived_in.village, lived_in.people, lived_in.households,
        COALESCE(asked.high, 0) AS high, COALESCE(asked.middle, 0) AS middle, COALESCE(asked.low, 0) AS low,
        COALESCE(asked.exempt, 0) AS exempt, COALESCE(asked.repeated, 0) AS repeated, COALESCE(ended.closed, 0) AS closed
    FROM lived_in
    LEFT JOIN asked ON asked.township = lived_in.township AND asked.village = lived_in.village
    LEFT JOIN ended ON ended.township = lived_in.township AND ended.village = lived_in.village
)
SELECT
    period.month,
    joined.township,
    joined.village,
    joined.people,
    joined.households,
    joined.high,
    joined.middle,
    joined.low,
    joined.exempt,
    joined.repeated,
    joined.closed,
    cleaning.weight_high * joined.high + cleaning.weight_middle * joined.middle + cleaning.weight_low * joined.low AS weighted,
    ROUND(GREATEST(0, 100 - 100 * (
        cleaning.weight_high * joined.high + cleaning.weight_middle * joined.middle + cleaning.weight_low * joined.low
    ) / NULLIF(joined.people, 0)), 1) AS score
FROM joined
CROSS JOIN ops.period AS period
CROSS JOIN anomaly.cleaning AS cleaning
