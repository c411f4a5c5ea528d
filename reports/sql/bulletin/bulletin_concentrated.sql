-- Question: how many households were warned of, and newly recognised, in the quarter and in those before it, by township, village, cause and event?
-- Grain: one place, cause (风险类型) or kind of event; the county first.
-- Inputs: base.household, handling.register, handling.standing, handling.place, handling.answer, warning.rule
--     $1 months of the quarter and of those before it, $2 how many quarters each lies back, $3 feeds of events, $4 their labels
-- warned, recognised: households, each once. warned_before, recognised_before: the same of the quarters before, a household once a quarter.
-- households: of the place; of a cause and an event, all of the county. A household is where it is now.
WITH quarters AS (
    SELECT UNNEST($1::VARCHAR[]) AS month, UNNEST($2::BIGINT[]) AS back
),
events AS (
    SELECT UNNEST($3::VARCHAR[]) AS feed, UNNEST($4::VARCHAR[]) AS label
),
issued AS (
    SELECT
        register.number, register.month, register.household_id, register.risk, events.label AS event, place.township, place.village,
        register.is_monitored, standing.state = 'done' AND standing.meets AS is_met
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state <> 'withdrawn'
    LEFT JOIN handling.place AS place ON place.number = register.number
    LEFT JOIN warning.rule AS rule ON rule.month = register.month AND rule.rule_code = register.rule_code
    LEFT JOIN events ON events.feed = rule.feed
    WHERE register.household_id IS NOT NULL
),
happened AS (
    SELECT issued.*, quarters.back, TRUE AS is_warning
    FROM issued
    INNER JOIN quarters ON quarters.month = issued.month
    UNION ALL
    SELECT issued.*, quarters.back, FALSE AS is_warning
    FROM issued
    INNER JOIN handling.answer AS answer ON answer.number = issued.number
    INNER JOIN quarters ON quarters.month = STRFTIME(answer.included_on, '%Y-%m')
    WHERE issued.is_met AND NOT issued.is_monitored
),
told AS (
    SELECT 'county' AS scope, NULL AS township, NULL AS what, household_id, back, is_warning FROM happened
    UNION ALL
    SELECT 'township' AS scope, township, NULL AS what, household_id, back, is_warning FROM happened
    UNION ALL
    SELECT 'village' AS scope, township, village AS what, household_id, back, is_warning FROM happened
    UNION ALL
    SELECT 'risk' AS scope, NULL AS township, risk AS what, household_id, back, is_warning FROM happened
    UNION ALL
    SELECT 'event' AS scope, NULL AS township, event AS what, household_id, back, is_warning FROM happened
),
counted AS (
    SELECT
        scope, township, what,
        COUNT(DISTINCT CASE WHEN is_warning AND back = 0 THEN household_id END) AS warned,
        COUNT(DISTINCT CASE WHEN NOT is_warning AND back = 0 THEN household_id END) AS recognised,
        COUNT(DISTINCT CASE WHEN is_warning AND back > 0 THEN (household_id, back) END) AS warned_before,
        COUNT(DISTINCT CASE WHEN NOT is_warning AND back > 0 THEN (household_id, back) END) AS recognised_before
    FROM told
    GROUP BY scope, township, what
),
places AS (
    SELECT 'county' AS scope, NULL AS township, NULL AS what, COUNT(*) AS households FROM base.household
    UNION ALL
    SELECT 'township' AS scope, township, NULL AS what, COUNT(*) AS households FROM base.household GROUP BY township
    UNION ALL
    SELECT 'village' AS scope, township, village AS what, COUNT(*) AS households FROM base.household GROUP BY township, village
    UNION ALL
    SELECT scope, NULL AS township, what, (SELECT COUNT(*) FROM base.household) AS households
    FROM counted
    WHERE scope IN ('risk', 'event')
)
SELECT
    places.scope, places.township, places.what, places.households,
    COALESCE(counted.warned, 0) AS warned, COALESCE(counted.recognised, 0) AS recognised,
    COALESCE(counted.warned_before, 0) AS warned_before, COALESCE(counted.recognised_before, 0) AS recognised_before
FROM places
LEFT JOIN counted
    ON counted.scope = places.scope AND COALESCE(counted.township, '') = COALESCE(places.township, '')
        AND COALESCE(counted.what, '') = COALESCE(places.what, '')
WHERE places.scope = 'county' OR COALESCE(places.what, places.township) IS NOT NULL AND (places.scope <> 'village' OR places.what IS NOT NULL)
ORDER BY
    CASE places.scope WHEN 'county' THEN 1 WHEN 'township' THEN 2 WHEN 'risk' THEN 3 WHEN 'event' THEN 4 ELSE 5 END,
    places.township, places.what
