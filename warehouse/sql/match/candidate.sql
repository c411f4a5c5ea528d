-- Question: whom may a row without a sound number mean? Persons of its name, and persons of nearly its name and number.
-- Grain: one damaged row and one person.
-- Inputs: match.damaged, match.namelike, match.torn, seen.person
-- torn, sound: what is left of a number, and the whole number that it may come from; the damage may sit on either side,
-- in the feed or in the base. torn is empty where nothing is left to compare, NULL sound where neither is whole.
-- name_agrees: 1 the same; 2 the same but for unreadable characters; 3 one character apart; 4 another name, the same number.
-- A person of the same name is no candidate where neither the year, nor the day, nor the end of their number is in the text.
WITH pairs AS (
    SELECT damaged.row_key, person.person_key, CASE WHEN damaged.name_key LIKE '%?%' THEN 2 ELSE 1 END AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN seen.person AS person ON person.name_key = damaged.name_key
    WHERE damaged.name_key <> ''
    UNION ALL
    SELECT row_key, person_key, name_agrees FROM match.namelike
    UNION ALL
    SELECT damaged.row_key, person.person_key, 4 AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN seen.person AS person ON person.id18 = damaged.id18
    WHERE person.name_key <> damaged.name_key
    UNION ALL
    SELECT damaged.row_key, person.person_key, 4 AS name_agrees
    FROM match.damaged AS damaged
    INNER JOIN seen.person AS person ON person.id_text = damaged.id_text
    WHERE person.id_state = 'document' AND damaged.id_state = 'document' AND person.name_key <> damaged.name_key
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
    INNER JOIN seen.person AS person ON person.person_key = pairs.person_key
),
told AS (
    SELECT
        sides.row_key, sides.person_key, sides.name_agrees, sides.household_id, sides.township, sides.village_key,
        sides.name_key, sides.place_text, sides.named_township, sides.is_placed, sides.is_feed_sound, sides.whom,
        sides.both_sound, sides.sound, sides.is_same_text, torn.id_state AS torn_state, torn.torn
    FROM sides
    INNER JOIN match.torn AS torn ON torn.whose = sides.torn_of
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
