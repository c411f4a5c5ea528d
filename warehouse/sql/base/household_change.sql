-- Question: which households have another township, village, head or class since the load before, came out of another or went into one?
-- Grain: one household and kind of change.
-- Inputs: base.person, base.person_past, base.household, draft.before, draft.this_load
-- A class that was blank has not changed. Monitoring is the household's: whoever of it has a 监测对象类别, and whether the risk is removed.
WITH went AS (
    SELECT past.household_id AS home_before, person.household_id, COUNT(DISTINCT person.person_key) AS people
    FROM base.person_past AS past
    INNER JOIN draft.this_load AS this_load ON this_load.load = past.until_load
    INNER JOIN base.person AS person ON person.person_key = past.person_key AND person.household_id <> past.household_id
    GROUP BY past.household_id, person.household_id
),
divided AS (
    SELECT went.household_id, went.home_before, went.people
    FROM went
    WHERE went.household_id NOT IN (SELECT household_id FROM draft.before)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY went.household_id ORDER BY went.people DESC, went.home_before) = 1
),
merged AS (
    SELECT went.home_before, went.household_id, went.people
    FROM went
    WHERE went.home_before NOT IN (SELECT household_id FROM base.household)
        AND went.household_id IN (SELECT household_id FROM draft.before)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY went.home_before ORDER BY went.people DESC, went.household_id) = 1
),
heads AS (
    SELECT person.household_id, past.household_kind AS kind_before, person.household_kind AS kind_now
    FROM base.household AS household
    INNER JOIN base.person AS person ON person.person_key = household.head_key
    INNER JOIN draft.this_load AS this_load ON this_load.load = person.since_load
    INNER JOIN base.person_past AS past ON past.person_key = person.person_key AND past.until_load = this_load.load
    WHERE past.household_kind <> person.household_kind
    QUALIFY ROW_NUMBER() OVER (PARTITION BY person.household_id ORDER BY past.household_kind, person.household_kind) = 1
),
both_times AS (
    SELECT
        household.household_id, household.head_key, household.township, household.village, household.head_name, household.has_head,
        household.monitoring_kind, household.is_monitored,
        before.township AS township_before, before.village AS village_before, before.head_key AS head_key_before,
        before.head_name AS head_before, before.monitoring_kind AS monitoring_before, before.is_monitored AS was_monitored
    FROM base.household AS household
    INNER JOIN draft.before AS before ON before.household_id = household.household_id
),
watched AS (
    SELECT
        *,
        CASE
            WHEN monitoring_before IS NULL AND is_monitored THEN 'included'
            WHEN was_monitored AND monitoring_kind IS NULL THEN 'unmonitored'
            WHEN was_monitored AND NOT is_monitored THEN 'risk_removed'
            WHEN is_monitored AND NOT was_monitored THEN 'monitored_again'
            WHEN is_monitored AND monitoring_before <> monitoring_kind THEN 'monitoring_changed'
        END AS change
    FROM both_times
)
SELECT
    'divided' AS change, household.household_id, household.head_key AS person_key, household.township, household.village,
    household.head_name AS person_name, before.head_name || '户' AS value_before,
    household.head_name || '户，' || CAST(divided.people AS VARCHAR) || '人' AS value_now
FROM divided
INNER JOIN base.household AS household ON household.household_id = divided.household_id
INNER JOIN draft.before AS before ON before.household_id = divided.home_before
UNION ALL
SELECT
    'merged' AS change, before.household_id, before.head_key AS person_key, before.township, before.village,
    before.head_name AS person_name, before.head_name || '户，' || CAST(merged.people AS VARCHAR) || '人' AS value_before,
    household.head_name || '户' AS value_now
FROM merged
INNER JOIN draft.before AS before ON before.household_id = merged.home_before
INNER JOIN base.household AS household ON household.household_id = merged.household_id
UNION ALL
SELECT
    CASE WHEN township <> township_before THEN 'other_township' ELSE 'other_village' END AS change,
    household_id, head_key AS person_key, township, village, head_name AS person_name,
    CASE WHEN township <> township_before THEN township_before || ' ' || village_before ELSE village_before END AS value_before,
    CASE WHEN township <> township_before THEN township || ' ' || village ELSE village END AS value_now
FROM both_times
WHERE township <> township_before OR village <> village_before
UNION ALL
SELECT
    'head_changed' AS change, household_id, head_key AS person_key, township, village, head_name AS person_name,
    head_before AS value_before, head_name AS value_now
FROM both_times
WHERE head_key <> head_key_before AND has_head
UNION ALL
SELECT
    change, household_id, head_key AS person_key, township, village, head_name AS person_name,
    CASE WHEN was_monitored OR monitoring_before IS NULL THEN monitoring_before ELSE monitoring_before || '（风险已消除）' END AS value_before,
    CASE WHEN is_monitored OR monitoring_kind IS NULL THEN monitoring_kind ELSE monitoring_kind || '（风险已消除）' END AS value_now
FROM watched
WHERE change IS NOT NULL
UNION ALL
SELECT
    'kind_changed' AS change, household.household_id, household.head_key AS person_key, household.township, household.village,
    household.head_name AS person_name, heads.kind_before AS value_before, heads.kind_now AS value_now
FROM heads
INNER JOIN base.household AS household ON household.household_id = heads.household_id
