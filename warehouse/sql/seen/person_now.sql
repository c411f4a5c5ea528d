-- Question: whom may a row of the month mean, by all that is known today?
-- Grain: one person.
-- Inputs: base.person, seen.left_person, ops.period
-- Everybody of the base in force and who has left it since the month's end, without those born behind it. A day of birth that lies
-- behind the day of the export itself is a slip of the pen.
SELECT person.*, FALSE AS has_left
FROM base.person AS person
WHERE NOT COALESCE(person.id_born_on > (SELECT MAX(today_of_month) FROM ops.period) AND person.id_born_on <= person.as_of, FALSE)
UNION ALL BY NAME
SELECT * FROM seen.left_person
