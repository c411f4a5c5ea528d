-- Question: which row of the exports is somebody whom the base has known before, whatever number the export gives them now?
-- Grain: one row of the exports and the one person that it is.
-- Inputs: draft.placed, base.known_person
-- What speaks for it, the strongest first: the certificate number and the name; 人编号 and the name; the number alone; a text that is no
-- sound number, and the name; 人编号 alone, or 户编号 and the name, where a sound number does not gainsay it. Household, 人编号, township and village break a tie.
-- Each must be the other's one best, so that no order of rows decides. Somebody who stands twice in a household, with nothing to tell the two
-- apart, was known twice before: the head is the head, else the first the first, or both would be somebody new with each load.
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
            + CASE WHEN MAX(placed.person_id) = MAX(known.person_id) THEN 0.15 ELSE 0 END
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
),
best AS (
    SELECT line, person_key, COUNT(*) OVER (PARTITION BY line) AS persons, COUNT(*) OVER (PARTITION BY person_key) AS lines
    FROM ranked
    WHERE for_line = 1 AND for_person = 1
),
tied AS (
    SELECT
        best.line,
        best.person_key,
        CONCAT_WS('|', CASE WHEN placed.is_head THEN 0 ELSE 1 END, placed.id_text) AS line_rank,
        CONCAT_WS('|', CASE WHEN known.is_head THEN 0 ELSE 1 END, known.id_text) AS person_rank,
        CONCAT_WS('|', placed.placed_id, COALESCE(placed.id18, ''), placed.name_key) AS line_as,
        CONCAT_WS('|', known.household_id, COALESCE(known.id18, ''), known.name_key) AS person_as
    FROM best
    INNER JOIN draft.placed AS placed ON placed.line = best.line
    INNER JOIN base.known_person AS known ON known.person_key = best.person_key
    WHERE best.persons > 1 OR best.lines > 1
),
-- those alone where one kind of row is the best of one kind of person
twice AS (
    SELECT
        line, person_key,
        ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY line_rank, line) AS nth_line,
        ROW_NUMBER() OVER (PARTITION BY line ORDER BY person_rank, person_key) AS nth_person
    FROM tied
    QUALIFY MIN(person_as) OVER (PARTITION BY line_as) = MAX(person_as) OVER (PARTITION BY line_as)
        AND MIN(line_as) OVER (PARTITION BY person_as) = MAX(line_as) OVER (PARTITION BY person_as)
)
SELECT line, person_key FROM best WHERE persons = 1 AND lines = 1
UNION ALL
SELECT line, person_key FROM twice WHERE nth_line = nth_person
QUALIFY COUNT(*) OVER (PARTITION BY line) = 1 AND COUNT(*) OVER (PARTITION BY person_key) = 1
