-- Question: whom may a row without a sound number mean? Persons of its name, and persons of nearly its name and number.
-- Grain: one damaged row and one person.
-- Inputs: match.damaged, base.person
-- torn, sound: what is left of a number, and the whole number that it may come from; the damage may sit on either side,
-- in the feed or in the base. torn is empty where nothing is left to compare, NULL sound where neither is whole.
-- name_agrees: 1 the same; 2 the same but for unreadable characters (? is one, ?? one or more); 3 one character apart; 4 another name.
-- A person of the same name is no candidate where neither the year, nor the day, nor the end of their number is in the text.
-- A similar name counts only beside a number that is nearly whole: one of three pieces of it must be intact.
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
    FROM base.person
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
namelike AS (
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
    FROM namelike
    CROSS JOIN places
),
pairs AS (
    SELECT damaged.row_key, person.person_key, CASE WHEN damaged.name_key LIKE '%?%' THEN 2 ELSE 1 END AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN base.person AS person ON person.name_key = damaged.name_key
    WHERE damaged.name_key <> ''
    UNION ALL
    SELECT row_key, person_key, MIN(name_agrees) AS name_agrees
    FROM alike
    WHERE name_agrees IS NOT NULL
    GROUP BY row_key, person_key
    UNION ALL
    SELECT damaged.row_key, person.person_key, 4 AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN base.person AS person ON person.id18 = damaged.id18
    WHERE person.name_key <> damaged.name_key
    UNION ALL
    SELECT damaged.row_key, person.person_key, 4 AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN base.person AS person ON person.id_text = damaged.id_text
    WHERE person.id_state = 'document' AND damaged.id_state = 'document' AND person.name_key <> damaged.name_key
),
written AS (
    SELECT row_key AS whose, id_text, id_state FROM match.damaged
    UNION ALL
    SELECT person_key AS whose, id_text, id_state FROM base.person WHERE id18 IS NULL
),
left_over AS (
    SELECT
        whose,
        id_state,
        CASE
            WHEN id_state IN ('blank', 'document', 'copied') OR LENGTH(id_text) < 6 THEN ''
            WHEN LENGTH(id_text) = 11 AND TRY_CAST(id_text AS BIGINT) BETWEEN 13000000000 AND 19999999999 THEN ''
            WHEN id_state = 'lost_digits' AND POSITION('E' IN id_text) BETWEEN 1 AND 5 THEN ''
            WHEN id_state = 'lost_digits' AND POSITION('E' IN id_text) > 0
                THEN SUBSTRING(REPLACE(id_text, '.', ''), 1, POSITION('E' IN id_text) - 2)
            ELSE REPLACE(REPLACE(COALESCE(id_text, ''), 'L', '1'), 'I', '1')
        END AS torn
    FROM written
),
sides AS (
    SELECT
        pairs.row_key,
        pairs.person_key,
        pairs.name_agrees,
        person.household_id,
        person.township,
        person.village_key,
        damaged.name_key,
        damaged.place_text,
        damaged.named_township,
        damaged.is_placed,
        damaged.id18 IS NOT NULL AS is_feed_sound,
        COALESCE(person.id18, person.person_key) AS whom,
        damaged.id_state IN ('valid', 'from_certificate') AND person.id18 IS NOT NULL AS both_sound,
        CASE WHEN damaged.id18 IS NULL OR person.id18 IS NOT NULL THEN pairs.row_key ELSE pairs.person_key END AS torn_of,
        CASE WHEN damaged.id18 IS NULL OR person.id18 IS NOT NULL THEN person.id18 ELSE damaged.id18 END AS sound,
        damaged.id_text = person.id_text AND (LENGTH(person.id_text) >= 10 OR person.id_state = 'document') AS is_same_text
    FROM pairs
    INNER JOIN match.damaged AS damaged ON damaged.row_key = pairs.row_key
    INNER JOIN base.person AS person ON person.person_key = pairs.person_key
),
told AS (
    SELECT
        sides.row_key, sides.person_key, sides.name_agrees, sides.household_id, sides.township, sides.village_key,
        sides.name_key, sides.place_text, sides.named_township, sides.is_placed, sides.is_feed_sound, sides.whom,
        sides.both_sound, sides.sound, sides.is_same_text, left_over.id_state AS torn_state, left_over.torn
    FROM sides
    INNER JOIN left_over ON left_over.whose = sides.torn_of
)
SELECT
    row_key,
    person_key,
    name_agrees,
    household_id,
    name_key,
    is_feed_sound,
    is_placed,
    LENGTH(village_key) >= 2 AND POSITION(village_key IN place_text) > 0
        AND COALESCE(named_township, township) = township AS is_same_place,
    whom,
    both_sound,
    torn_state,
    torn,
    sound,
    is_same_text
FROM told
WHERE LENGTH(torn) <= 11
    OR name_agrees = 4
    OR is_same_text
    OR POSITION(SUBSTRING(sound, 7, 4) IN torn) > 0
    OR POSITION(SUBSTRING(sound, 11, 4) IN torn) > 0
    OR POSITION(SUBSTRING(sound, 15, 4) IN torn) > 0
    OR (
        LENGTH(torn) BETWEEN 14 AND 16
        AND (
            POSITION(SUBSTRING(sound, 9, 3) IN torn) > 0
            OR POSITION(SUBSTRING(sound, 12, 3) IN torn) > 0
            OR POSITION(SUBSTRING(sound, 15, 3) IN torn) > 0
        )
    )
