-- Question: which row of the exports is somebody whom the base has known before, whatever number the export gives them now?
-- Grain: one row of the exports and the one person that it is.
-- Inputs: draft.placed, base.known_person
-- What speaks for it, the strongest first: the certificate number and the name; 人编号 and the name; the number alone; a text that is no
-- sound number, and the name; 人编号 alone, or 户编号 and the name, where a sound number does not gainsay it. Household, township and village break a tie. Each must be the
-- other's one best, so that no order of rows decides.
WITH alike AS (
    SELECT placed.line, known.person_key, CASE WHEN placed.name_key = known.name_key THEN 8.0 ELSE 6.0 END AS likeness
    FROM draft.placed AS placed
    INNER JOIN base.known_person AS known ON known.id18 = placed.id18
    UNION ALL
    SELECT placed.line, known.person_key, CASE WHEN placed.name_key = known.name_key THEN 7.0 ELSE 4.0 END AS likeness
    FROM draft.placed AS placed
    INNER JOIN base.known_person AS known ON known.person_id = placed.person_id
    WHERE placed.name_key = known.name_key OR placed.id18 IS NULL OR known.id18 IS NULL
    UNION ALL
    SELECT placed.line, known.person_key, 5.0 AS likeness
    FROM draft.placed AS placed
    INNER JOIN base.known_person AS known ON known.id_text = placed.id_text AND known.name_key = placed.name_key
    WHERE placed.id18 IS NULL AND known.id18 IS NULL AND LENGTH(placed.id_text) >= 6
    UNION ALL
    SELECT placed.line, known.person_key, 3.0 AS likeness
    FROM draft.placed AS placed
    INNER JOIN base.known_person AS known ON known.number_key = placed.number_key AND known.name_key = placed.name_key
    WHERE (placed.id18 IS NULL OR known.id18 IS NULL) AND placed.name_key <> ''
),
weighed AS (
    SELECT
        alike.line,
        alike.person_key,
        MAX(alike.likeness)
            + CASE WHEN MAX(placed.number_key) = MAX(known.number_key) THEN 0.5 ELSE 0 END
            + CASE WHEN MAX(placed.township) = MAX(known.township) THEN 0.2 ELSE 0 END
            + CASE WHEN MAX(placed.village_key) = MAX(known.village_key) THEN 0.1 ELSE 0 END AS likeness
    FROM alike
    INNER JOIN draft.placed AS placed ON placed.line = alike.line
    INNER JOIN base.known_person AS known ON known.person_key = alike.person_key
    GROUP BY alike.line, alike.person_key
),
ranked AS (
    SELECT
        line, person_key,
        RANK() OVER (PARTITION BY line ORDER BY likeness DESC) AS for_line,
        RANK() OVER (PARTITION BY person_key ORDER BY likeness DESC) AS for_person
    FROM weighed
)
SELECT line, person_key
FROM ranked
WHERE for_line = 1 AND for_person = 1
QUALIFY COUNT(*) OVER (PARTITION BY line) = 1 AND COUNT(*) OVER (PARTITION BY person_key) = 1
