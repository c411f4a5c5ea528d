-- Question: by which keys are the households and persons of the exports known, for good?
-- Grain: one row of the exports.
-- Inputs: draft.placed, draft.same_person, draft.same_household, base.known_person
-- Who was known before keeps the key of then; in a household that goes on so does whoever has a number or a name that nobody else of it
-- has. Who is new takes the export's own number; where somebody else has or had that as key, or another new row has the same, ·2, ·3 … behind it.
WITH stems AS (
    SELECT SPLIT_PART(household_id, '·', 1) AS stem, COUNT(DISTINCT household_id) AS known
    FROM base.known_person
    GROUP BY SPLIT_PART(household_id, '·', 1)
),
homes AS (
    SELECT placed.placed_id, COALESCE(
        MIN(same_household.household_id),
        CASE WHEN MAX(stems.known) IS NULL THEN placed.placed_id ELSE placed.placed_id || '·' || CAST(MAX(stems.known) + 1 AS VARCHAR) END
    ) AS household_id
    FROM draft.placed AS placed
    LEFT JOIN draft.same_household AS same_household ON same_household.placed_id = placed.placed_id
    LEFT JOIN stems ON stems.stem = placed.placed_id
    GROUP BY placed.placed_id
),
left_rows AS (
    SELECT placed.line, homes.household_id, placed.id18, placed.name_key
    FROM draft.placed AS placed
    INNER JOIN homes ON homes.placed_id = placed.placed_id
    WHERE placed.line NOT IN (SELECT line FROM draft.same_person)
),
left_known AS (
    SELECT person_key, household_id, id18, name_key
    FROM base.known_person
    WHERE person_key NOT IN (SELECT person_key FROM draft.same_person)
),
alike AS (
    SELECT left_rows.line, left_known.person_key
    FROM left_rows
    INNER JOIN left_known
        ON left_known.household_id = left_rows.household_id
            AND (left_known.id18 = left_rows.id18 OR (left_known.name_key = left_rows.name_key AND left_rows.name_key <> ''))
    QUALIFY COUNT(*) OVER (PARTITION BY left_rows.line) = 1 AND COUNT(*) OVER (PARTITION BY left_known.person_key) = 1
),
persons AS (
    SELECT SPLIT_PART(person_key, '·', 1) AS stem, COUNT(*) AS known FROM base.known_person GROUP BY SPLIT_PART(person_key, '·', 1)
),
proposed AS (
    SELECT
        placed.line, homes.household_id,
        COALESCE(same_person.person_key, alike.person_key) AS known_key,
        COALESCE(placed.person_id, homes.household_id || '-' || placed.own) AS new_key
    FROM draft.placed AS placed
    INNER JOIN homes ON homes.placed_id = placed.placed_id
    LEFT JOIN draft.same_person AS same_person ON same_person.line = placed.line
    LEFT JOIN alike ON alike.line = placed.line
)
SELECT
    proposed.line,
    proposed.household_id,
    COALESCE(proposed.known_key, proposed.new_key || COALESCE('·' || CAST(NULLIF(
        COALESCE(persons.known, 0) + ROW_NUMBER() OVER (PARTITION BY proposed.known_key IS NULL, proposed.new_key ORDER BY proposed.line), 1
    ) AS VARCHAR), '')) AS person_key
FROM proposed
LEFT JOIN persons ON persons.stem = proposed.new_key
