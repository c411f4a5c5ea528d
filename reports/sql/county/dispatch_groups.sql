-- Question: how far have the places come that each group of supervisors looks after, and who is looked after by nobody?
-- Grain: one place of a group, in the order of the settings; then each township of which warnings are left over.
-- Inputs: ops.supervision, handling.seen, base.village; $1 month, $2 townships of the policy
-- A place is a township or a village, in full or without 村, 社区 and the like; 镇/村 where two townships have a village so called. A
-- village's own group goes before its township's. Nothing where the settings name no groups.
WITH named AS (
    SELECT *, SPLIT_PART(area, '/', 1) AS first_name, NULLIF(SPLIT_PART(area, '/', 2), '') AS second_name
    FROM ops.supervision
),
stem AS (
    SELECT
        *,
        CASE WHEN NOT REGEXP_MATCHES(first_name, '(委会|社区|村)$') THEN REGEXP_REPLACE(first_name, '(街道|镇|乡)$', '') END AS township_stem,
        CASE
            WHEN second_name IS NOT NULL OR NOT REGEXP_MATCHES(first_name, '(街道|镇|乡)$')
                THEN REGEXP_REPLACE(COALESCE(second_name, first_name), '(村民委员会|村委会|居民委员会|居委会|社区|村)$', '')
        END AS village_stem
    FROM named
),
known AS (
    SELECT DISTINCT
        township, village, REGEXP_REPLACE(township, '(街道|镇|乡)$', '') AS township_stem,
        REGEXP_REPLACE(village, '(村民委员会|村委会|居民委员会|居委会|社区|村)$', '') AS village_stem
    FROM (SELECT township, village FROM base.village UNION SELECT township, village FROM handling.seen)
),
looked_after AS (
    SELECT known.township, known.village, stem.ordinal
    FROM known
    INNER JOIN stem
        ON (stem.second_name IS NULL AND (stem.village_stem = known.village_stem OR stem.township_stem = known.township_stem))
            OR (stem.second_name IS NOT NULL AND stem.township_stem = known.township_stem AND stem.village_stem = known.village_stem)
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY known.township, known.village
        ORDER BY stem.second_name IS NULL, COALESCE(stem.village_stem <> known.village_stem, TRUE), stem.ordinal
    ) = 1
),
counted AS (
    SELECT
        looked_after.ordinal,
        CASE WHEN looked_after.ordinal IS NULL THEN seen.township END AS township,
        COUNT(*) FILTER (seen.month = $1) AS issued,
        COUNT(*) FILTER (seen.month = $1 AND seen.is_visited) AS visited,
        COUNT(*) FILTER (seen.month = $1 AND seen.state = 'done') AS done,
        COUNT(*) FILTER (seen.state = 'open') AS open,
        COUNT(*) FILTER (seen.is_overdue) AS overdue,
        COUNT(*) FILTER (seen.is_soon) AS soon
    FROM handling.seen AS seen
    LEFT JOIN looked_after ON looked_after.township = seen.township AND looked_after.village IS NOT DISTINCT FROM seen.village
    WHERE seen.month <= $1
    GROUP BY 1, 2
),
told AS (
    SELECT
        stem.ordinal, stem.group_name, stem.leader, stem.group_members, stem.area, counted.issued, counted.visited, counted.done, counted.open,
        counted.overdue, counted.soon,
        CASE
            WHEN NOT EXISTS (SELECT 1 FROM looked_after WHERE looked_after.ordinal = stem.ordinal)
                THEN '户库中没有这个镇街或村，或已归另一组；请核对 settings.toml 中的名称'
        END AS note
    FROM stem
    LEFT JOIN counted ON counted.ordinal = stem.ordinal
    UNION ALL
    SELECT
        NULL, '未分组', NULL, NULL, counted.township, counted.issued, counted.visited, counted.done, counted.open, counted.overdue,
        counted.soon, '没有哪一组督导'
    FROM counted
    WHERE counted.ordinal IS NULL AND EXISTS (SELECT 1 FROM ops.supervision)
)
SELECT
    group_name, leader, group_members AS members, area AS place, COALESCE(issued, 0) AS issued, COALESCE(visited, 0) AS visited, COALESCE(done, 0) AS done,
    COALESCE(open, 0) AS open, COALESCE(overdue, 0) AS overdue, COALESCE(soon, 0) AS soon, note
FROM told
ORDER BY ordinal NULLS LAST, LIST_POSITION($2::VARCHAR[], area) NULLS LAST, area
