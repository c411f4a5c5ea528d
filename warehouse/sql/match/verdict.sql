-- Question: whom does a damaged number mean, or not mean, by what townships answered?
-- Grain: one number and name as sent, and the person that they were suspected to be.
-- Inputs: handling.settled, seen.person, ops.period
-- Next to nothing of a number says nothing of the next row with the same name. The person is known again by the number where the base
-- has renumbered them. is_earlier: answered to the list of an earlier month; what a month's own list asks, it asks when run again.
WITH keys AS (
    SELECT number, person_key AS known_by, 1 AS place FROM handling.settled
    UNION ALL
    SELECT number, likely_id AS known_by, 2 AS place FROM handling.settled
),
people AS (
    SELECT person_key AS known_by, person_key FROM seen.person
    UNION
    SELECT id18 AS known_by, person_key FROM seen.person WHERE id18 IS NOT NULL
),
found AS (
    SELECT keys.number, people.person_key
    FROM keys
    INNER JOIN people ON people.known_by = keys.known_by
    QUALIFY ROW_NUMBER() OVER (PARTITION BY keys.number ORDER BY keys.place, people.person_key) = 1
)
SELECT
    settled.id_text,
    settled.name_key,
    found.person_key,
    COALESCE(
        BOOL_AND(CASE WHEN settled.list_month < period.month THEN settled.is_same END), BOOL_AND(settled.is_same)
    ) AS is_same,
    MIN(settled.list_month) < MIN(period.month) AS is_earlier
FROM handling.settled AS settled
CROSS JOIN ops.period AS period
INNER JOIN found ON found.number = settled.number
WHERE LENGTH(settled.id_text) >= 6
GROUP BY settled.id_text, settled.name_key, found.person_key
