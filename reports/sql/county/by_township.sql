-- Question: how many warnings, households, suspected matches and anomalies has each township?
-- Grain: one township, in the order of the policy.
-- Inputs: base.household, warning.warning, warning.suspected, anomaly.anomaly, states.grade; $1 month, $2 townships of the policy
WITH warned AS (
    SELECT
        township,
        COUNT(*) AS warnings,
        COUNT(DISTINCT household_id) AS households,
        COUNT(*) FILTER (graded.code = 'red') AS red,
        COUNT(*) FILTER (graded.code = 'orange') AS orange,
        COUNT(*) FILTER (graded.code = 'yellow') AS yellow
    FROM warning.warning AS warning
    LEFT JOIN states.grade AS graded ON graded.label = warning.grade
    WHERE month = $1
    GROUP BY township
),
suspected AS (
    SELECT township, COUNT(*) AS suspected FROM warning.suspected WHERE month = $1 GROUP BY township
),
anomalous AS (
    SELECT township, COUNT(*) AS anomalies
    FROM anomaly.anomaly
    WHERE month = $1 AND acts = '镇街' AND is_asked
    GROUP BY township
),
places AS (
    SELECT township FROM base.household
    UNION
    SELECT township FROM warned
    UNION
    SELECT township FROM suspected
    UNION
    SELECT township FROM anomalous
)
SELECT
    places.township,
    COALESCE(COLUMNS(warned.* EXCLUDE (township)), 0),
    COALESCE(suspected.suspected, 0) AS suspected,
    COALESCE(anomalous.anomalies, 0) AS anomalies
FROM places
LEFT JOIN warned ON warned.township = places.township
LEFT JOIN suspected ON suspected.township = places.township
LEFT JOIN anomalous ON anomalous.township = places.township
WHERE places.township IS NOT NULL
ORDER BY LIST_POSITION($2::VARCHAR[], places.township) NULLS LAST, places.township
