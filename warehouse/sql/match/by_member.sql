-- Question: which household does a row mean whose own number finds nobody, but that names further people of the household?
-- Grain: one feed row, placed by the sound numbers of its members.
-- Inputs: raw.feed_member, raw.feed_row, match.own, seen.person, ops.period
-- Where the members live in one household, that is it; where in several, the one with somebody of the name that the row
-- begins with. A member's number that may have been through Excel, or has no check digit, counts with the name only (match.own).
-- That person is meant if they are there, else the first member found. Nobody is guessed between two households.
WITH found AS (
    SELECT
        feed_row.row_key,
        feed_row.name_key,
        member.member,
        person.person_key,
        person.household_id
    FROM raw.feed_member AS member
    INNER JOIN ops.period AS period ON period.month = member.month
    INNER JOIN raw.feed_row AS feed_row
        ON feed_row.month = member.month AND feed_row.row_key = member.row_key AND feed_row.status = 'kept'
    INNER JOIN seen.person AS person
        ON person.id18 = member.id18
            AND ((member.id_state <> 'from_15' AND member.id18 NOT LIKE '%000') OR member.name_key IN (person.name_key, ''))
    WHERE NOT EXISTS (SELECT 1 FROM match.own AS own WHERE own.row_key = feed_row.row_key)
),
named AS (
    SELECT DISTINCT found.row_key, found.household_id, person.person_key
    FROM found
    INNER JOIN seen.person AS person
        ON person.household_id = found.household_id AND person.name_key = found.name_key AND found.name_key <> ''
),
placed AS (
    SELECT
        found.row_key,
        found.household_id,
        COALESCE(named.person_key, found.person_key) AS person_key,
        named.person_key IS NOT NULL AS is_named,
        found.member
    FROM found
    LEFT JOIN named ON named.row_key = found.row_key AND named.household_id = found.household_id
),
counted AS (
    SELECT
        *,
        MAX(CASE WHEN is_named THEN 1 ELSE 0 END) OVER (PARTITION BY row_key) AS any_named
    FROM placed
),
chosen AS (
    SELECT
        *,
        MIN(household_id) OVER (PARTITION BY row_key) AS first_household,
        MAX(household_id) OVER (PARTITION BY row_key) AS last_household
    FROM counted
    WHERE is_named OR any_named = 0
)
SELECT
    row_key,
    'derived' AS tier,
    person_key,
    household_id,
    CASE WHEN is_named THEN '户主号码对不上，按家庭成员号码确定本户' ELSE '户主不在户库本户，按家庭成员号码确定本户，请核对' END AS clue
FROM chosen
WHERE first_household = last_household
QUALIFY ROW_NUMBER() OVER (PARTITION BY row_key ORDER BY member, person_key) = 1
