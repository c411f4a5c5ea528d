-- Question: which texts that somebody wrote hold names of people in the base, or of whom a warning is about, and which names?
-- Grain: one text that holds any; `names`: the names, the longest first, as one pattern.
-- Inputs: warning.warning, ops.feed_file, ops.arrival, anomaly.anomaly, base.person
WITH texts AS (
    SELECT says AS said_text FROM warning.warning
    UNION
    SELECT hints AS said_text FROM warning.warning
    UNION
    SELECT file_name AS said_text FROM ops.feed_file
    UNION
    SELECT note AS said_text FROM ops.feed_file
    UNION
    SELECT todo AS said_text FROM ops.feed_file
    UNION
    SELECT note AS said_text FROM ops.arrival
    UNION
    SELECT guidance AS said_text FROM anomaly.anomaly
),
people AS (
    SELECT DISTINCT person_name, LENGTH(person_name) AS size
    FROM (
        SELECT person_name FROM base.person
        UNION
        SELECT subject_name AS person_name FROM warning.warning
        UNION
        SELECT head_name AS person_name FROM warning.warning
    ) AS anybody
    WHERE LENGTH(person_name) >= 2 AND REGEXP_MATCHES(person_name, '^[^\x00-\x2F\x3A-\x7F]+$')
),
sizes AS (
    SELECT DISTINCT size FROM people
),
places AS (
    SELECT said_text, UNNEST(RANGE(1, LENGTH(said_text) + 1)) AS place
    FROM texts
    WHERE said_text <> ''
),
pieces AS (
    SELECT DISTINCT places.said_text, SUBSTRING(places.said_text, places.place, sizes.size) AS piece
    FROM places
    CROSS JOIN sizes
)
SELECT
    pieces.said_text,
    STRING_AGG(people.person_name, '|' ORDER BY people.size DESC, people.person_name) AS names
FROM pieces
INNER JOIN people ON people.person_name = pieces.piece
GROUP BY pieces.said_text
