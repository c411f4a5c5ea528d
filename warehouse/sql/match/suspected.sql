-- Question: which damaged rows have exactly one likely person?
-- Grain: one damaged row with its one likely person.
-- Inputs: match.likely
-- By number: name agrees and the number differs in a known way. By name alone: only where the number is blank or
-- too little of it is left, and the name is the only one in the base, or in the village that the file gives.
WITH by_number AS (
    SELECT row_key, person_key, household_id, whom, '姓名一致，' || clue AS clue
    FROM match.likely
    WHERE clue IS NOT NULL
),
nameless_number AS (
    SELECT
        row_key, person_key, household_id, whom, is_placed, is_same_place,
        COUNT(*) OVER (PARTITION BY row_key) AS namesakes
    FROM match.likely
    WHERE id_state = 'blank'
        OR (
            torn LIKE '%E%'
            AND SUBSTRING(REPLACE(torn, '.', ''), 1, POSITION('E' IN REPLACE(torn, '.', '')) - 2)
                = SUBSTRING(sound, 1, POSITION('E' IN REPLACE(torn, '.', '')) - 2)
        )
),
by_name AS (
    SELECT
        row_key, person_key, household_id, whom,
        CASE WHEN is_same_place THEN '号码缺失，姓名在该村唯一' ELSE '号码缺失，姓名在户库中唯一' END AS clue
    FROM nameless_number
    WHERE is_same_place OR (NOT is_placed AND namesakes = 1)
),
found AS (
    SELECT row_key, person_key, household_id, whom, clue FROM by_number
    UNION ALL
    SELECT row_key, person_key, household_id, whom, clue FROM by_name
)
SELECT row_key, person_key, household_id, clue
FROM (
    SELECT
        row_key, person_key, household_id, clue,
        MIN(whom) OVER (PARTITION BY row_key) AS first_whom,
        MAX(whom) OVER (PARTITION BY row_key) AS last_whom,
        ROW_NUMBER() OVER (PARTITION BY row_key ORDER BY person_key, clue) AS place
    FROM found
) AS ranked
WHERE first_whom = last_whom AND place = 1
