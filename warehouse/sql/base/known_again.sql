-- Question: how many households are numbered otherwise than they were, went apart or together, and how are the 户编号 written that are none?
-- Grain: one row of counts.
-- Inputs: draft.placed, draft.keyed, draft.same_person, draft.same_household, base.known_person
-- divided: somebody left a household whose others stay. joined: all who were one household now stand in others.
WITH homes AS (
    SELECT
        keyed.household_id, placed.placed_id, MIN(placed.household_number) AS household_number,
        MIN(placed.number_key) AS number_key, MIN(known.household_number) AS known_number,
        BOOL_OR(known.person_key IS NOT NULL) AS is_known
    FROM draft.placed AS placed
    INNER JOIN draft.keyed AS keyed ON keyed.line = placed.line
    LEFT JOIN base.known_person AS known ON known.person_key = keyed.person_key AND known.household_id = keyed.household_id
    GROUP BY keyed.household_id, placed.placed_id
),
parted AS (
    SELECT placed.placed_id
    FROM draft.placed AS placed
    INNER JOIN draft.same_person AS same_person ON same_person.line = placed.line
    INNER JOIN base.known_person AS known ON known.person_key = same_person.person_key AND known.is_here
    WHERE placed.placed_id NOT IN (SELECT placed_id FROM draft.same_household)
    GROUP BY placed.placed_id
),
gone AS (
    SELECT known.household_id
    FROM base.known_person AS known
    WHERE known.is_here AND known.household_id NOT IN (SELECT household_id FROM draft.keyed)
    GROUP BY known.household_id
    HAVING COUNT(*) = COUNT(CASE WHEN known.person_key IN (SELECT person_key FROM draft.keyed) THEN 1 END)
),
numbering AS (
    SELECT numbering, COUNT(*) AS people, COUNT(DISTINCT placed_id) AS households FROM draft.placed GROUP BY numbering
)
SELECT
    (SELECT COUNT(*) FROM homes WHERE is_known AND number_key IS NOT NULL AND known_number <> household_number) AS renumbered,
    (SELECT COUNT(*) FROM parted) AS divided,
    (SELECT COUNT(*) FROM gone) AS joined,
    (SELECT SUM(people) FROM numbering WHERE numbering IN ('none', 'shared')) AS without_number,
    (SELECT SUM(households) FROM numbering WHERE numbering = 'per_place') AS numbered_per_place,
    (SELECT SUM(households) FROM numbering WHERE numbering = 'several_heads') AS several_heads
