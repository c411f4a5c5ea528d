-- Question: how many monitored households has each village gained and lost since the month before? (大进大出)
-- Grain: one village; and one row a township, with the village NULL.
-- Inputs: draft.watched_household, anomaly.watched_household, anomaly.cleaning, ops.period
-- Without an earlier month there is nothing to compare, and no row.
WITH earlier AS (
    SELECT MAX(watched.month) AS month
    FROM anomaly.watched_household AS watched
    INNER JOIN ops.period AS period ON watched.month < period.month
),
listed_then AS (
    SELECT watched.household_id, watched.township, watched.village, watched.is_monitored
    FROM anomaly.watched_household AS watched
    INNER JOIN earlier ON earlier.month = watched.month
),
moved AS (
    SELECT
        COALESCE(listed_now.township, listed_then.township) AS township,
        COALESCE(listed_now.village, listed_then.village) AS village,
        COALESCE(listed_then.is_monitored, FALSE) AS was_monitored,
        COALESCE(listed_now.is_monitored, FALSE) AS is_monitored,
        listed_now.household_id IS NOT NULL AS is_listed
    FROM draft.watched_household AS listed_now
    FULL OUTER JOIN listed_then ON listed_then.household_id = listed_now.household_id
),
counted AS (
    SELECT
        township,
        village,
        COUNT(CASE WHEN was_monitored THEN 1 END) AS monitored_before,
        COUNT(CASE WHEN is_monitored AND NOT was_monitored THEN 1 END) AS entered,
        COUNT(CASE WHEN was_monitored AND NOT is_monitored AND is_listed THEN 1 END) AS relieved,
        COUNT(CASE WHEN was_monitored AND NOT is_listed THEN 1 END) AS removed,
        COUNT(CASE WHEN is_monitored THEN 1 END) AS monitored_now
    FROM moved
    GROUP BY GROUPING SETS ((township, village), (township))
)
SELECT
    period.month,
    earlier.month AS month_before,
    counted.township,
    counted.village,
    counted.monitored_before,
    counted.entered,
    counted.relieved,
    counted.removed,
    counted.monitored_now,
    GREATEST(counted.entered, counted.relieved + counted.removed) >= cleaning.surge_from
        AND GREATEST(counted.entered, counted.relieved + counted.removed) > cleaning.surge_share * counted.monitored_before AS is_surge
FROM counted
CROSS JOIN ops.period AS period
CROSS JOIN anomaly.cleaning AS cleaning
INNER JOIN earlier ON earlier.month IS NOT NULL
