-- Question: under which household does each row of the exports stand, by its own 户编号 and place?
-- Grain: one row of the exports.
-- Inputs: draft.known_once
-- A short 户编号 that stands in several townships, or in several villages of one, runs per township, or per village: the place is put
-- before it; so is 组 where the village has the number in several of them under several heads. A short number under which nobody but
-- heads stands is none, nor is one that Excel may have rounded; a long one whose heads live in several villages is one in each. Noughts before a number do not make it long.
-- A 人编号 that two different people carry (1, 2, 3 … in each household; digits lost) is no key.
WITH numbered AS (
    SELECT
        line, household_id AS written_id, household_number, person_id, county, township, village_key, hamlet,
        is_head, id18, id_text, name_key, person_name,
        COALESCE(id18, id_text, '') || '-' || name_key AS own,
        household_id LIKE '无户编号-%' AS is_without,
        LENGTH(REGEXP_REPLACE(household_id, '^0+', '')) < 12 AS is_short,
        REGEXP_REPLACE(household_id, '^[0-9]{15}00+$', '') = '' AS is_rounded
    FROM draft.known_once
),
numbers AS (
    SELECT
        written_id,
        COUNT(DISTINCT township) AS townships,
        COUNT(DISTINCT CASE WHEN is_head THEN township || '|' || village_key END) AS head_villages
    FROM numbered
    GROUP BY written_id
),
towns AS (
    SELECT written_id, township, COUNT(DISTINCT county) AS counties, COUNT(DISTINCT NULLIF(village_key, '')) AS villages
    FROM numbered
    GROUP BY written_id, township
),
villages AS (
    SELECT
        written_id, township, village_key, COUNT(DISTINCT hamlet) AS hamlets, COUNT(DISTINCT CASE WHEN is_head THEN own END) AS heads
    FROM numbered
    GROUP BY written_id, township, village_key
),
apart AS (
    SELECT
        numbered.*,
        CASE
            WHEN numbered.is_without THEN numbered.written_id
            WHEN numbered.is_short THEN CONCAT_WS('-',
                CASE WHEN towns.counties > 1 THEN numbered.county END,
                CASE WHEN numbers.townships > 1 OR towns.villages > 1 THEN numbered.township END,
                CASE WHEN towns.villages > 1 THEN NULLIF(numbered.village_key, '') END,
                CASE WHEN villages.hamlets > 1 AND villages.heads > 1 THEN numbered.hamlet END,
                numbered.written_id)
            WHEN numbers.head_villages > 1 THEN CONCAT_WS('-', numbered.township, NULLIF(numbered.village_key, ''), numbered.written_id)
            ELSE numbered.written_id
        END AS placed_id
    FROM numbered
    INNER JOIN numbers ON numbers.written_id = numbered.written_id
    INNER JOIN towns ON towns.written_id = numbered.written_id AND towns.township = numbered.township
    INNER JOIN villages
        ON villages.written_id = numbered.written_id AND villages.township = numbered.township
            AND villages.village_key = numbered.village_key
),
households AS (
    SELECT placed_id, COUNT(DISTINCT own) AS people, COUNT(DISTINCT CASE WHEN is_head THEN own END) AS heads
    FROM apart
    GROUP BY placed_id
),
persons AS (
    SELECT person_id, COUNT(DISTINCT placed_id || '|' || COALESCE(id18, id_text, name_key)) AS people
    FROM apart
    WHERE person_id IS NOT NULL
    GROUP BY person_id
)
SELECT
    apart.line, apart.township, apart.village_key, apart.is_head, apart.id18,
    apart.id_text, apart.name_key, apart.own, apart.household_number,
    CASE WHEN persons.people = 1 THEN apart.person_id END AS person_id,
    CASE
        WHEN (apart.is_short OR apart.is_rounded) AND NOT apart.is_without AND households.people > 1 AND households.heads = households.people
            THEN '无户编号-' || COALESCE(apart.id18, NULLIF(apart.id_text, ''), apart.person_name, '')
        ELSE apart.placed_id
    END AS placed_id,
    CASE
        WHEN apart.is_without THEN 'none'
        WHEN (apart.is_short OR apart.is_rounded) AND households.people > 1 AND households.heads = households.people THEN 'shared'
        WHEN apart.placed_id <> apart.written_id THEN 'per_place'
        WHEN households.heads > 1 THEN 'several_heads'
        ELSE 'own'
    END AS numbering,
    CASE
        WHEN apart.is_without OR ((apart.is_short OR apart.is_rounded) AND households.people > 1 AND households.heads = households.people) THEN NULL
        ELSE REGEXP_REPLACE(apart.written_id, '^0+', '')
    END AS number_key
FROM apart
INNER JOIN households ON households.placed_id = apart.placed_id
LEFT JOIN persons ON persons.person_id = apart.person_id
