-- Question: how far has each township come with the month's ledger?
-- Grain: one township, in the order of the policy.
-- Inputs: handling.seen, handling.clock, handling.returned_ledger, handling.refusal, anomaly.anomaly, anomaly.answer, base.household, states.arrival; $1 month, $2 townships of the policy, $3 day by which ledgers come back
WITH handled AS (
    SELECT
        township,
        COUNT(*) FILTER (month = $1) AS issued,
        COUNT(*) FILTER (month = $1 AND is_visited) AS visited,
        COUNT(*) FILTER (month = $1 AND state = 'done') AS done,
        COUNT(*) FILTER (month = $1 AND state = 'done' AND meets) AS met,
        COUNT(*) FILTER (month = $1 AND state = 'open') AS open,
        COUNT(*) FILTER (month = $1 AND state = 'withdrawn') AS withdrawn,
        COUNT(*) FILTER (month < $1 AND state = 'open') AS earlier,
        COUNT(*) FILTER (is_overdue) AS overdue,
        COUNT(*) FILTER (is_soon) AS soon
    FROM handling.seen
    WHERE month <= $1
    GROUP BY township
),
came AS (
    SELECT ledger.township, ledger.came_on
    FROM handling.returned_ledger AS ledger
    CROSS JOIN handling.clock AS clock
    WHERE ledger.month = $1 AND ledger.came_on <= clock.today
),
refused AS (
    SELECT township, COUNT(*) AS refused FROM handling.refusal WHERE month = $1 GROUP BY township
),
accepted AS (
    SELECT DISTINCT number FROM anomaly.answer WHERE month = $1 AND state = 'accepted'
),
anomalous AS (
    SELECT anomaly.township, COUNT(*) AS asked, COUNT(accepted.number) AS answered
    FROM anomaly.anomaly AS anomaly
    LEFT JOIN accepted ON accepted.number = anomaly.number
    WHERE anomaly.month = $1 AND anomaly.acts = '镇街' AND anomaly.is_asked
    GROUP BY anomaly.township
),
places AS (
    SELECT township FROM base.household
    UNION
    SELECT township FROM handled
    UNION
    SELECT township FROM anomalous
)
SELECT
    places.township,
    COALESCE(handled.issued, 0) AS issued,
    ledger.label AS ledger,
    ledger.code AS ledger_state,
    came.came_on,
    COALESCE(handled.visited, 0) AS visited,
    COALESCE(handled.done, 0) AS done,
    COALESCE(handled.met, 0) AS met,
    ROUND(100.0 * handled.done / NULLIF(handled.issued - handled.withdrawn, 0), 1) AS done_share,
    COALESCE(handled.open, 0) AS open,
    COALESCE(handled.withdrawn, 0) AS withdrawn,
    COALESCE(handled.earlier, 0) AS earlier,
    COALESCE(handled.overdue, 0) AS overdue,
    COALESCE(handled.soon, 0) AS soon,
    COALESCE(refused.refused, 0) AS refused,
    COALESCE(anomalous.asked, 0) AS asked,
    COALESCE(anomalous.answered, 0) AS answered
FROM places
CROSS JOIN handling.clock AS clock
LEFT JOIN handled ON handled.township = places.township
LEFT JOIN came ON came.township = places.township
INNER JOIN states.arrival AS ledger
    ON ledger.code = CASE
        WHEN came.came_on > $3 THEN 'late'
        WHEN came.came_on IS NOT NULL THEN 'sent'
        WHEN clock.today <= $3 THEN 'not_due'
        ELSE 'missing'
    END
LEFT JOIN refused ON refused.township = places.township
LEFT JOIN anomalous ON anomalous.township = places.township
WHERE places.township IS NOT NULL
ORDER BY LIST_POSITION($2::VARCHAR[], places.township) NULLS LAST, places.township
