-- Question: what is left of each number that may have been damaged, in the feeds and in the base?
-- Grain: one damaged row, or one person of the base without a sound number (whose: its key).
-- Inputs: match.damaged, seen.person
-- torn: empty where nothing is left to compare: no number, another document's, a telephone number, 4E+17.
WITH written AS (
    SELECT row_key AS whose, id_text, id_state FROM match.damaged
    UNION ALL
    SELECT person_key AS whose, id_text, id_state FROM seen.person WHERE id18 IS NULL
)
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
