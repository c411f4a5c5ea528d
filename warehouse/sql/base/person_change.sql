-- Question: who came into the base with this load or left it, went into another household that is there, or has another number or name?
-- Grain: one person and kind of change.
-- Inputs: base.person, base.person_past, base.household, draft.before, draft.this_load, raw.feed_row, raw.death, raw.moved_away
-- Nobody is told of a township whose first export this is. Who was in the base before and comes back has come back, not in. A newborn is
-- who was born within a year before the day of the base, into a household that was there. Of who left, departments' lists say why.
-- A person of a household that was divided or went into another is told with the household (base.household_change).
WITH now_in AS (
    SELECT
        person.person_key, person.household_id, person.township, person.village, person.person_name, person.name_key,
        COALESCE(person.id18, NULLIF(person.id_text, '')) AS id_number, COALESCE(person.id_born_on, person.born_on) AS born_on,
        person.household_id IN (SELECT household_id FROM draft.before) AS is_home_known,
        person.township IN (SELECT township FROM draft.before) AS is_township_known
    FROM base.person AS person
    INNER JOIN draft.this_load AS this_load ON this_load.load = person.since_load
    QUALIFY ROW_NUMBER() OVER (PARTITION BY person.person_key ORDER BY person.file_name, person.sheet, person.row_number) = 1
),
past AS (
    SELECT
        past.person_key, past.household_id, past.township, past.village, past.person_name, past.name_key, past.id18, past.ended,
        COALESCE(past.id18, NULLIF(past.id_text, '')) AS id_number,
        past.household_id IN (SELECT household_id FROM base.household) AS is_home_there
    FROM base.person_past AS past
    INNER JOIN draft.this_load AS this_load ON this_load.load = past.until_load
    QUALIFY ROW_NUMBER() OVER (PARTITION BY past.person_key ORDER BY past.file_name, past.sheet, past.row_number) = 1
),
died AS (
    SELECT feed_row.id18, feed_row.department, MAX(death.died_on) AS happened_on
    FROM raw.feed_row AS feed_row
    INNER JOIN raw.death AS death ON death.month = feed_row.month AND death.row_key = feed_row.row_key
    WHERE feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL
    GROUP BY feed_row.id18, feed_row.department
    QUALIFY ROW_NUMBER() OVER (PARTITION BY feed_row.id18 ORDER BY feed_row.department) = 1
),
gone_away AS (
    SELECT feed_row.id18, feed_row.department, moved_away.moved_on AS happened_on, moved_away.moved_to
    FROM raw.feed_row AS feed_row
    INNER JOIN raw.moved_away AS moved_away ON moved_away.month = feed_row.month AND moved_away.row_key = feed_row.row_key
    WHERE feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY feed_row.id18 ORDER BY moved_away.moved_on DESC, feed_row.row_key) = 1
),
came AS (
    SELECT
        now_in.person_key, now_in.household_id, now_in.township, now_in.village, now_in.person_name,
        CASE
            WHEN now_in.person_key IN (SELECT person_key FROM base.person_past) THEN 'returned'
            WHEN now_in.is_home_known AND now_in.born_on > this_load.as_of - INTERVAL 1 YEAR THEN 'born'
            ELSE 'added'
        END AS change,
        CASE WHEN now_in.is_home_known THEN '在原有的户中' ELSE '随新的一户' END AS value_now
    FROM now_in
    CROSS JOIN draft.this_load AS this_load
    LEFT JOIN past ON past.person_key = now_in.person_key
    WHERE past.person_key IS NULL AND now_in.is_township_known
),
went AS (
    SELECT
        past.person_key, past.household_id, past.township, past.village, past.person_name,
        CASE WHEN died.id18 IS NOT NULL THEN 'died' WHEN gone_away.id18 IS NOT NULL THEN 'moved_out' ELSE 'left' END AS change,
        CASE WHEN past.is_home_there THEN '同户还有人在' ELSE '全户不在了' END AS value_before,
        CASE
            WHEN died.id18 IS NOT NULL THEN CONCAT_WS('', CAST(died.happened_on AS VARCHAR), '，', died.department, '名单')
            WHEN gone_away.id18 IS NOT NULL
                THEN CONCAT_WS('', CAST(gone_away.happened_on AS VARCHAR), '，' || gone_away.moved_to, '，', gone_away.department, '名单')
            ELSE '不在新的导出中'
        END AS value_now
    FROM past
    LEFT JOIN died ON died.id18 = past.id18
    LEFT JOIN gone_away ON gone_away.id18 = past.id18
    WHERE past.ended = 'left'
),
both_times AS (
    SELECT
        now_in.person_key, now_in.household_id, now_in.township, now_in.village, now_in.person_name, now_in.is_home_known,
        past.household_id AS home_before, past.is_home_there, past.person_name AS name_before,
        past.name_key IS DISTINCT FROM now_in.name_key AS is_renamed,
        past.id_number AS number_before, now_in.id_number AS number_now
    FROM now_in
    INNER JOIN past ON past.person_key = now_in.person_key
)
SELECT change, household_id, person_key, township, village, person_name, CAST(NULL AS VARCHAR) AS value_before, value_now
FROM came
UNION ALL
SELECT change, household_id, person_key, township, village, person_name, value_before, value_now
FROM went
UNION ALL
SELECT
    'other_household' AS change, both_times.household_id, both_times.person_key, both_times.township, both_times.village,
    both_times.person_name, before.head_name || '户' AS value_before, household.head_name || '户' AS value_now
FROM both_times
INNER JOIN draft.before AS before ON before.household_id = both_times.home_before
INNER JOIN base.household AS household ON household.household_id = both_times.household_id
WHERE both_times.home_before <> both_times.household_id AND both_times.is_home_known AND both_times.is_home_there
UNION ALL
SELECT 'id_corrected' AS change, household_id, person_key, township, village, person_name, number_before AS value_before, number_now AS value_now
FROM both_times
WHERE number_before IS DISTINCT FROM number_now
UNION ALL
SELECT 'name_corrected' AS change, household_id, person_key, township, village, person_name, name_before AS value_before, person_name AS value_now
FROM both_times
WHERE is_renamed
