-- Question: how much of each column of the base is filled in, and which columns do some townships fill in less than the others?
-- Grain: one column; those first in which townships lack most, then the least filled; those blank everywhere last.
-- Inputs: anomaly.completeness; $1 month, $2 share of the county's average below which a township lacks, $3 people from whom on
WITH whole AS (
    SELECT
        column_name, heading, ordinal, SUM(people)::BIGINT AS people, SUM(filled)::BIGINT AS filled,
        SUM(households)::BIGINT AS households, SUM(filled_heads)::BIGINT AS filled_heads
    FROM anomaly.completeness
    WHERE month = $1
    GROUP BY column_name, heading, ordinal
),
compared AS (
    SELECT
        here.column_name, here.township, 100.0 * here.filled / NULLIF(here.people, 0) AS share,
        here.people * whole.filled / NULLIF(whole.people, 0) - here.filled AS lacking,
        here.people * whole.filled / NULLIF(whole.people, 0) * $2 > here.filled AND lacking >= $3 AS is_behind
    FROM anomaly.completeness AS here
    INNER JOIN whole ON whole.column_name = here.column_name
    WHERE here.month = $1
),
behind AS (
    SELECT
        column_name, COUNT(*) FILTER (is_behind) AS townships, COALESCE(SUM(lacking) FILTER (is_behind), 0) AS lacking,
        ARG_MIN(township, share ORDER BY township) AS least, MIN(share) AS least_share
    FROM compared
    GROUP BY column_name
)
SELECT
    whole.heading, whole.people, whole.filled, ROUND(100.0 * whole.filled / NULLIF(whole.people, 0), 1) AS share,
    whole.households, whole.filled_heads, ROUND(100.0 * whole.filled_heads / NULLIF(whole.households, 0), 1) AS share_of_heads,
    behind.least, ROUND(behind.least_share, 1) AS least_share, behind.townships, ROUND(behind.lacking)::BIGINT AS lacking,
    CASE WHEN whole.filled = 0 THEN '全县空白' WHEN behind.townships > 0 THEN '有镇街偏少' END AS flag
FROM whole
INNER JOIN behind ON behind.column_name = whole.column_name
ORDER BY whole.filled = 0, behind.lacking DESC, share, whole.ordinal
