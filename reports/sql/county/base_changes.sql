-- Question: what did a load of the base change, one line a change?
-- Grain: one change; where more than two hundred of a township are alike in every word, one line for all of them.
-- Inputs: base.change, base.person, base.person_past, base.household, states.base_change; $1 load, $2 townships of the policy
-- Number and 户编号 are those of now; of who has left, those of then.
WITH people AS (
    SELECT person_key, COALESCE(id18, NULLIF(id_text, '')) AS person_number, household_number, 1 AS preference
    FROM base.person
    WHERE person_key IN (SELECT person_key FROM base.change WHERE load = $1)
    UNION ALL
    SELECT person_key, COALESCE(id18, NULLIF(id_text, '')) AS person_number, household_number, 2 AS preference
    FROM base.person_past
    WHERE until_load = $1
),
person AS (
    SELECT person_key, person_number, household_number
    FROM people
    QUALIFY ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY preference, person_number, household_number) = 1
),
told AS (
    SELECT
        change.change, change.township, change.village, change.household_id, change.person_name, change.person_key,
        change.value_before, change.value_now,
        COUNT(*) OVER (PARTITION BY change.change, change.township, change.value_before, change.value_now) AS alike,
        ROW_NUMBER() OVER (
            PARTITION BY change.change, change.township, change.value_before, change.value_now
            ORDER BY change.household_id, change.person_key
        ) AS ordinal
    FROM base.change AS change
    WHERE change.load = $1
)
SELECT
    known.label AS base_change,
    told.township,
    CASE WHEN told.alike <= 200 THEN told.village END AS village,
    CASE WHEN told.alike <= 200 THEN told.person_name ELSE '共' || CAST(told.alike AS VARCHAR) || '条' END AS person_name,
    CASE WHEN told.alike <= 200 THEN person.person_number END AS person_number,
    CASE WHEN told.alike <= 200 THEN household.head_name END AS head_name,
    CASE WHEN told.alike <= 200 THEN person.household_number END AS household_number,
    told.value_before,
    told.value_now
FROM told
INNER JOIN states.base_change AS known ON known.code = told.change
LEFT JOIN person ON person.person_key = told.person_key
LEFT JOIN base.household AS household ON household.household_id = told.household_id
WHERE told.alike <= 200 OR told.ordinal = 1
ORDER BY known.ordinal, LIST_POSITION($2::VARCHAR[], told.township) NULLS LAST, told.township, told.village, told.household_id, told.person_key,
    told.value_before, told.value_now
