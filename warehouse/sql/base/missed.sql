-- Question: who is in the base in force and not in the exports, and may they leave it?
-- Grain: one person of the base in force whom the exports do not hold.
-- Inputs: base.person, draft.loaded, draft.load_bound
-- People leave where the exports hold their township as a whole. is_kept: the township is not there at all; or more of its people are
-- missing with their households, or out of households that are there, than the bound allows; or nobody of their village is there.
WITH there AS (
    SELECT DISTINCT township FROM draft.loaded
),
judged AS (
    SELECT
        person.person_key, person.household_id, person.township, person.village, person.village_key, person.as_of,
        loaded.person_key IS NOT NULL AS is_there,
        homes.household_id IS NOT NULL AS has_household_there,
        there.township IS NOT NULL AS is_township_named
    FROM base.person AS person
    LEFT JOIN draft.loaded AS loaded ON loaded.person_key = person.person_key
    LEFT JOIN (SELECT DISTINCT household_id FROM draft.loaded) AS homes ON homes.household_id = person.household_id
    LEFT JOIN there ON there.township = person.township
),
counted AS (
    SELECT
        *,
        COUNT(*) OVER (PARTITION BY township) AS people,
        COUNT(CASE WHEN is_there THEN 1 END) OVER (PARTITION BY township) AS found,
        COUNT(*) OVER (PARTITION BY township, village_key) AS village_people,
        COUNT(CASE WHEN is_there THEN 1 END) OVER (PARTITION BY township, village_key) AS village_found,
        COUNT(CASE WHEN NOT is_there AND NOT has_household_there THEN 1 END) OVER (PARTITION BY township) AS households_gone,
        COUNT(CASE WHEN NOT is_there AND has_household_there THEN 1 END) OVER (PARTITION BY township) AS members_gone
    FROM judged
)
SELECT
    counted.person_key, counted.household_id, counted.township, counted.village, counted.as_of, counted.people,
    counted.village_found = 0 AND counted.village_people >= bound.leave_from AS is_village_gone,
    counted.found = 0 AND NOT counted.is_township_named AS is_township_gone,
    (counted.found = 0 AND NOT counted.is_township_named AND (NOT bound.is_whole OR bound.has_refused))
        OR (NOT bound.is_whole AND (
            (counted.village_found = 0 AND counted.village_people >= bound.leave_from)
            OR (
                NOT counted.has_household_there AND counted.households_gone >= bound.leave_from
                AND counted.households_gone > bound.leave_share * counted.people
            )
            OR (
                counted.has_household_there AND counted.members_gone >= bound.leave_from
                AND counted.members_gone > bound.leave_share * counted.people
            )
        )) AS is_kept
FROM counted
CROSS JOIN draft.load_bound AS bound
WHERE NOT counted.is_there
