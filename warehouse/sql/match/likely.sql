-- Question: whom may a damaged number mean? Persons of the same name, and how their number differs.
-- Grain: one damaged row and one person of the same name.
-- Inputs: match.damaged, base.person
-- clue NULL: only the name agrees. The damage may sit on either side: in the feed or in the base.
WITH pairs AS (
    SELECT
        damaged.row_key,
        person.person_key,
        person.household_id,
        damaged.id_state,
        damaged.is_placed,
        damaged.place_text LIKE '%' || person.village_key || '%' AND LENGTH(person.village_key) >= 2
            AND COALESCE(damaged.named_township, person.township) = person.township AS is_same_place,
        COALESCE(person.id18, person.person_key) AS whom,
        CASE WHEN damaged.id18 IS NULL OR person.id18 IS NOT NULL THEN damaged.id_text ELSE person.id_text END AS torn,
        CASE WHEN damaged.id18 IS NULL OR person.id18 IS NOT NULL THEN person.id18 ELSE damaged.id18 END AS sound
    FROM match.damaged AS damaged
    INNER JOIN base.person AS person ON person.name_key = damaged.name_key
    WHERE damaged.name_key <> ''
        AND (damaged.id_state <> 'valid' OR person.id18 IS NULL OR damaged.id_text LIKE '%000')
),
places (place) AS (
    VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18)
),
compared AS (
    SELECT
        pairs.row_key,
        pairs.person_key,
        CASE
            WHEN LENGTH(torn) IN (18, 20, 22)
                AND SUBSTRING(torn, 1, place - 1) = SUBSTRING(sound, 1, place - 1)
                AND SUBSTRING(torn, place + 1, 18 - place) = SUBSTRING(sound, place + 1, 18 - place)
                THEN '号码错一位'
            WHEN LENGTH(torn) IN (18, 20, 22) AND place < 18
                AND SUBSTRING(torn, 1, place - 1) = SUBSTRING(sound, 1, place - 1)
                AND SUBSTRING(torn, place, 1) = SUBSTRING(sound, place + 1, 1)
                AND SUBSTRING(torn, place + 1, 1) = SUBSTRING(sound, place, 1)
                AND SUBSTRING(torn, place + 2, 17 - place) = SUBSTRING(sound, place + 2, 17 - place)
                THEN '号码相邻两位颠倒'
            WHEN LENGTH(torn) IN (17, 19, 21)
                AND SUBSTRING(torn, 1, place - 1) = SUBSTRING(sound, 1, place - 1)
                AND SUBSTRING(torn, place, 18 - place) = SUBSTRING(sound, place + 1, 18 - place)
                THEN '号码缺一位'
            WHEN LENGTH(torn) = 19
                AND SUBSTRING(torn, 1, place - 1) = SUBSTRING(sound, 1, place - 1)
                AND SUBSTRING(torn, place + 1, 19 - place) = SUBSTRING(sound, place, 19 - place)
                THEN '号码多一位'
            WHEN LENGTH(torn) BETWEEN 15 AND 18 AND place = 15
                AND ABS(
                    TRY_CAST(SUBSTRING(torn, 1, 15) AS BIGINT) - TRY_CAST(SUBSTRING(sound, 1, 15) AS BIGINT)
                ) <= CASE WHEN id_state = 'lost_digits' THEN 1 ELSE 0 END
                THEN '号码前15位一致，后几位丢失'
        END AS clue
    FROM pairs
    CROSS JOIN places
    WHERE sound IS NOT NULL
)
SELECT
    pairs.row_key,
    pairs.person_key,
    pairs.household_id,
    pairs.whom,
    pairs.id_state,
    pairs.torn,
    pairs.sound,
    pairs.is_placed,
    pairs.is_same_place,
    MAX(compared.clue) AS clue
FROM pairs
LEFT JOIN compared ON compared.row_key = pairs.row_key AND compared.person_key = pairs.person_key
GROUP BY ALL
