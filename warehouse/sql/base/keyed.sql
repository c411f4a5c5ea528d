-- Question: by which keys are households and persons known, where the export's own numbers are not unique?
-- Grain: one row of the exports.
-- Inputs: draft.known_once
-- A short 户编号 that stands in several townships runs per township: the township is put before it. A 人编号 that two
-- different people carry (1, 2, 3 … in each household; digits lost) is no key: household and own number take its place.
WITH households AS (
    SELECT household_id, COUNT(DISTINCT township) AS townships
    FROM draft.known_once
    GROUP BY household_id
),
persons AS (
    SELECT person_id, COUNT(DISTINCT household_id || '|' || COALESCE(id18, id_text, name_key)) AS people
    FROM draft.known_once
    WHERE person_id IS NOT NULL
    GROUP BY person_id
),
placed AS (
    SELECT
        known_once.file_name,
        known_once.sheet,
        known_once.row_number,
        known_once.person_key,
        COALESCE(known_once.id18, known_once.id_text, '') || '-' || known_once.name_key AS own,
        CASE
            WHEN households.townships > 1 AND LENGTH(known_once.household_id) < 12
                THEN known_once.township || '-' || known_once.household_id
            ELSE known_once.household_id
        END AS household_id,
        COALESCE(persons.people, 0) AS people
    FROM draft.known_once AS known_once
    INNER JOIN households ON households.household_id = known_once.household_id
    LEFT JOIN persons ON persons.person_id = known_once.person_id
)
SELECT
    file_name,
    sheet,
    row_number,
    household_id,
    CASE WHEN people = 1 THEN person_key ELSE household_id || '-' || own END AS person_key
FROM placed
