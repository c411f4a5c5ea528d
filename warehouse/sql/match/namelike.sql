-- Question: who has nearly the name, and nearly the number, of a row without a sound one?
-- Grain: one damaged row and one person.
-- Inputs: match.damaged, seen.person
-- A number is nearly whole where one of three pieces of it is intact. name_agrees: 2 the same but for unreadable characters
-- (? is one, ?? one or more); 3 one character apart.
WITH numbered AS (
    SELECT
        row_key, name_key, id_text,
        CASE WHEN LENGTH(id_text) IN (20, 22) THEN 18 WHEN LENGTH(id_text) = 21 THEN 19 ELSE LENGTH(id_text) END AS ends
    FROM match.damaged
    WHERE name_key <> '' AND LENGTH(id_text) BETWEEN 17 AND 22
        AND (id_state IN ('broken', 'lost_digits') OR id_text LIKE '%000')
),
pieces AS (
    SELECT
        row_key, name_key,
        SUBSTRING(id_text, 1, 14) AS first14,
        SUBSTRING(id_text, 1, 6) || SUBSTRING(id_text, ends - 3, 4) AS outer10,
        SUBSTRING(id_text, ends - 11, 12) AS last12
    FROM numbered
),
persons AS (
    SELECT
        person_key, name_key,
        SUBSTRING(id18, 1, 14) AS first14,
        SUBSTRING(id18, 1, 6) || SUBSTRING(id18, 15, 4) AS outer10,
        SUBSTRING(id18, 7, 12) AS last12
    FROM seen.person
    WHERE id18 IS NOT NULL
),
near_number AS (
    SELECT pieces.row_key, persons.person_key, pieces.name_key AS sent_name, persons.name_key AS base_name
    FROM pieces INNER JOIN persons ON persons.first14 = pieces.first14
    UNION
    SELECT pieces.row_key, persons.person_key, pieces.name_key, persons.name_key
    FROM pieces INNER JOIN persons ON persons.outer10 = pieces.outer10
    UNION
    SELECT pieces.row_key, persons.person_key, pieces.name_key, persons.name_key
    FROM pieces INNER JOIN persons ON persons.last12 = pieces.last12
),
near AS (
    SELECT row_key, person_key, sent_name, base_name
    FROM near_number
    WHERE sent_name <> base_name
        AND ABS(LENGTH(sent_name) - LENGTH(base_name)) <= 1
        AND (
            SUBSTRING(sent_name, 1, 1) IN (SUBSTRING(base_name, 1, 1), '?')
            OR SUBSTRING(base_name, 1, 1) = '?'
            OR SUBSTRING(sent_name, 2, 20) = SUBSTRING(base_name, 2, 20)
        )
),
places (place) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)),
alike AS (
    SELECT
        row_key,
        person_key,
        CASE
            WHEN base_name LIKE REPLACE(REPLACE(sent_name, '??', '%'), '?', '_')
                OR sent_name LIKE REPLACE(REPLACE(base_name, '??', '%'), '?', '_') THEN 2
            WHEN (
                    LENGTH(sent_name) >= place
                    AND base_name LIKE SUBSTRING(sent_name, 1, place - 1) || '_' || SUBSTRING(sent_name, place + 1, 20)
                )
                OR (
                    LENGTH(sent_name) >= 2 AND LENGTH(sent_name) >= place
                    AND base_name LIKE SUBSTRING(sent_name, 1, place) || '_' || SUBSTRING(sent_name, place + 1, 20)
                )
                OR (
                    LENGTH(base_name) >= 2 AND LENGTH(base_name) >= place
                    AND sent_name LIKE SUBSTRING(base_name, 1, place) || '_' || SUBSTRING(base_name, place + 1, 20)
                )
                THEN 3
        END AS name_agrees
    FROM near
    CROSS JOIN places
)
SELECT row_key, person_key, MIN(name_agrees) AS name_agrees
FROM alike
WHERE name_agrees IS NOT NULL
GROUP BY row_key, person_key
