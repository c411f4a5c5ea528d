-- Question: which township has each warning and each suspected match in hand now?
-- Grain: one number that was ever given out.
-- Inputs: handling.register, warning.suspected, base.household, base.person, base.township_move, base.succession
-- A warning goes where its household goes: another township, a new name of the old one. A line of the township's own stays with
-- whoever reported it until the household moves from there, or that township is no more. Where the base does not have the
-- household, its person's household has it (it went into another); else the successor that the policy names has it, else the township that had it.
WITH issued AS (
    SELECT number, household_id, person_key, township, village, origin = 'township' AS is_own
    FROM handling.register
    UNION ALL
    SELECT number, household_id, person_key, township, village, FALSE AS is_own
    FROM warning.suspected
    WHERE number NOT IN (SELECT number FROM handling.register)
),
moved AS (
    SELECT DISTINCT household_id, from_township FROM base.township_move
),
towns AS (
    SELECT DISTINCT township FROM base.household
),
named AS (
    SELECT
        issued.number, issued.township, issued.village, succession.to_township,
        CASE WHEN NOT issued.is_own OR moved.household_id IS NOT NULL OR towns.township IS NULL THEN COALESCE(household.township, persons_home.township) END AS home,
        COALESCE(household.village, persons_home.village) AS home_village
    FROM issued
    LEFT JOIN base.household AS household ON household.household_id = issued.household_id
    LEFT JOIN base.person AS person ON person.person_key = issued.person_key
    LEFT JOIN base.household AS persons_home ON persons_home.household_id = person.household_id
    LEFT JOIN moved ON moved.household_id = issued.household_id AND moved.from_township = issued.township
    LEFT JOIN towns ON towns.township = issued.township
    LEFT JOIN base.succession AS succession
        ON succession.from_township = issued.township AND succession.village IN ('', issued.village)
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY issued.number ORDER BY CASE WHEN succession.village = '' THEN 1 ELSE 0 END, succession.to_township
    ) = 1
)
SELECT
    number,
    COALESCE(home, to_township, township) AS township,
    CASE WHEN home IS NULL THEN village ELSE home_village END AS village,
    CASE WHEN COALESCE(home, to_township, township) <> township THEN township END AS moved_from,
    home IS NULL AND home_village IS NULL AS has_left_base
FROM named
