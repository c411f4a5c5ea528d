-- Question: how did each township do in the quarter?
-- Grain: one township, in the order of the policy.
-- Inputs: base.household, handling.register, handling.standing, handling.answer, anomaly.surge, anomaly.watched_household
--     $1 months of the quarter, $2 townships of the policy, $3 $4 first and last day of the quarter
WITH warned AS (
    SELECT
        township,
        COUNT(*) AS warnings,
        COUNT(CASE WHEN state = 'done' THEN 1 END) AS done,
        COUNT(CASE WHEN state = 'done' AND meets THEN 1 END) AS met,
        COUNT(CASE WHEN state = 'open' THEN 1 END) AS still_open
    FROM handling.standing
    WHERE month IN (SELECT UNNEST($1::VARCHAR[])) AND state <> 'withdrawn'
    GROUP BY township
),
entered AS (
    SELECT register.township, COUNT(DISTINCT register.household_id) AS entered
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'done' AND standing.meets
    INNER JOIN handling.answer AS answer ON answer.number = register.number
    WHERE answer.included_on BETWEEN $3::DATE AND $4::DATE AND NOT register.is_monitored
    GROUP BY register.township
),
moved AS (
    SELECT township, SUM(relieved) AS relieved, SUM(removed) AS removed
    FROM anomaly.surge
    WHERE month IN (SELECT UNNEST($1::VARCHAR[])) AND village IS NULL
    GROUP BY township
),
watched AS (
    SELECT township, COUNT(CASE WHEN is_monitored THEN 1 END) AS monitored_now
    FROM anomaly.watched_household
    WHERE month = (SELECT MAX(month) FROM anomaly.watched_household WHERE month IN (SELECT UNNEST($1::VARCHAR[])))
    GROUP BY township
),
places AS (
    SELECT township FROM base.household
    UNION
    SELECT township FROM warned
)
SELECT
    places.township,
    COALESCE(COLUMNS(warned.* EXCLUDE (township)), 0),
    COALESCE(entered.entered, 0) AS entered,
    CAST(COALESCE(moved.relieved, 0) AS BIGINT) AS relieved,
    CAST(COALESCE(moved.removed, 0) AS BIGINT) AS removed,
    COALESCE(watched.monitored_now, 0) AS monitored_now
FROM places
LEFT JOIN warned ON warned.township = places.township
LEFT JOIN entered ON entered.township = places.township
LEFT JOIN moved ON moved.township = places.township
LEFT JOIN watched ON watched.township = places.township
WHERE places.township IS NOT NULL
ORDER BY LIST_POSITION($2::VARCHAR[], places.township) NULLS LAST, places.township
