-- Question: by what is everybody of the base in force known again, should an export number them otherwise?
-- Grain: one person.
-- Inputs: base.person
-- household_number is NULL in a base loaded before the number was kept beside the key; then the key tells it, less the township before it.
WITH numbered AS (
    SELECT
        person_key, household_id, person_id, id18, id_text, name_key, township, village_key, is_head, as_of,
        CASE
            WHEN household_id LIKE '无户编号-%' THEN NULL
            WHEN household_number IS NOT NULL THEN household_number
            WHEN household_id LIKE township || '-%' THEN SUBSTRING(household_id, LENGTH(township) + 2, 60)
            ELSE household_id
        END AS household_number
    FROM base.person
)
SELECT
    person_key, household_id, household_number, REGEXP_REPLACE(household_number, '^0+', '') AS number_key,
    CASE WHEN person_id IS NOT NULL AND COUNT(*) OVER (PARTITION BY person_id) = 1 THEN person_id END AS person_id,
    id18, NULLIF(id_text, '') AS id_text, name_key, township, village_key, is_head, TRUE AS is_here, as_of
FROM numbered
QUALIFY ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY as_of DESC, household_id, name_key) = 1
