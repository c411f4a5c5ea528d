-- Question: which household of the exports is one that the base has known before, whatever 户编号 it has now?
-- Grain: one household of the exports and the known one that it goes on.
-- Inputs: draft.placed, draft.same_person, base.known_person
-- It goes on with most of its points: the same 户编号 (2), the head of before among its people (1), a head from among the people of
-- before (1), the share of those people. Without the number or the head, half of the people must be there. One goes on as one: of a
-- household that was divided the part with the most points, of several that became one the one with the most. People without a 户编号
-- stay in the household in which they were known, in the same village, where it has no second head.
WITH theirs AS (
    SELECT
        household_id, person_key, number_key, village_key, is_head,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_here THEN 0 ELSE 1 END, CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS place,
        COALESCE(NULLIF(COUNT(CASE WHEN is_here THEN 1 END) OVER (PARTITION BY household_id), 0), COUNT(*) OVER (PARTITION BY household_id)) AS size,
        COUNT(CASE WHEN is_here AND is_head THEN 1 END) OVER (PARTITION BY household_id) AS heads
    FROM base.known_person
),
met AS (
    SELECT
        placed.placed_id, theirs.household_id,
        placed.number_key IS NULL AS is_without,
        BOOL_OR(placed.number_key = theirs.number_key) AS is_same_number,
        BOOL_OR(theirs.place = 1) AS has_their_head,
        BOOL_OR(placed.is_head) AS has_its_head,
        BOOL_AND(placed.village_key = theirs.village_key) AS is_same_village,
        MAX(theirs.heads) AS heads,
        COUNT(*) * 1.0 / MAX(theirs.size) AS share
    FROM draft.same_person AS same_person
    INNER JOIN draft.placed AS placed ON placed.line = same_person.line
    INNER JOIN theirs ON theirs.person_key = same_person.person_key
    GROUP BY placed.placed_id, theirs.household_id, placed.number_key IS NULL
),
weighed AS (
    SELECT
        placed_id, household_id, is_without AND heads <= 1 AND is_same_village AS is_joining,
        CASE WHEN is_same_number THEN 2 ELSE 0 END + CASE WHEN has_their_head THEN 1 ELSE 0 END
            + CASE WHEN has_its_head THEN 1 ELSE 0 END + share AS points
    FROM met
    WHERE COALESCE(is_same_number, FALSE) OR has_their_head OR share >= 0.5 OR (is_without AND heads <= 1 AND is_same_village)
),
ranked AS (
    SELECT
        placed_id, household_id,
        ROW_NUMBER() OVER (PARTITION BY placed_id ORDER BY points DESC, household_id, placed_id) AS for_placed,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY points DESC, household_id, placed_id) AS for_known
    FROM weighed
    WHERE NOT is_joining
)
SELECT placed_id, household_id FROM ranked WHERE for_placed = 1 AND for_known = 1
UNION ALL
SELECT placed_id, household_id FROM weighed WHERE is_joining
