-- Question: who was in the base at the load that is seen, and what did it say of them?
-- Grain: one person.
-- Inputs: base.person, base.person_past, seen.load
-- File and row are those in which the same words were found last; the day is never later than the load's.
SELECT person.* REPLACE (LEAST(person.as_of, point.as_of) AS as_of), FALSE AS has_left
FROM base.person AS person
CROSS JOIN seen.load AS point
WHERE person.since_load <= point.load
UNION ALL BY NAME
SELECT past.* EXCLUDE (until_load, valid_to, ended) REPLACE (LEAST(past.as_of, point.as_of) AS as_of), FALSE AS has_left
FROM base.person_past AS past
CROSS JOIN seen.load AS point
WHERE past.since_load <= point.load AND past.until_load > point.load
