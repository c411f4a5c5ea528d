-- Question: which numbers did people of the base have before they were corrected, that nobody has now?
-- Grain: one number.
-- Inputs: base.person_past, seen.person, seen.load
WITH corrected AS (
    SELECT past.id18, past.person_key, past.name_key, past.until_load
    FROM base.person_past AS past
    INNER JOIN seen.person AS person ON person.person_key = past.person_key AND person.id18 IS DISTINCT FROM past.id18
    WHERE past.id18 IS NOT NULL AND past.until_load <= (SELECT MAX(load) FROM seen.load)
)
SELECT id18, MIN(person_key) AS person_key, ARG_MAX(name_key, until_load) AS name_key
FROM corrected
WHERE id18 NOT IN (SELECT id18 FROM seen.person WHERE id18 IS NOT NULL)
GROUP BY id18
HAVING COUNT(DISTINCT person_key) = 1
