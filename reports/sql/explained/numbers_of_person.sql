-- Question: which warnings, suspected matches and anomalies concern somebody?
-- Grain: one number and month; of an anomaly the latest.
-- Inputs: base.person, handling.register, warning.suspected, anomaly.anomaly; $1 certificate number, $2 name without signs, $3 name
-- A household's head and members count as one another.
WITH people AS (
    SELECT person_key, household_id FROM base.person WHERE id18 = $1 OR name_key = $2
),
known AS (
    SELECT number, month, '预警' AS kind, township, village, says, subject_name
    FROM handling.register
    WHERE subject_id = $1 OR head_id = $1 OR subject_name = $3 OR head_name = $3
        OR household_id IN (SELECT household_id FROM people)
    UNION ALL
    SELECT number, month, '疑似匹配' AS kind, township, village, says, likely_name AS subject_name
    FROM warning.suspected
    WHERE number NOT IN (SELECT number FROM handling.register)
        AND (likely_id = $1 OR likely_name = $3 OR sent_name = $3 OR person_key IN (SELECT person_key FROM people))
    UNION ALL
    SELECT number, MAX(month) AS month, '异常数据' AS kind, MIN(township) AS township, MIN(village) AS village, MAX(says) AS says,
        MIN(person_name) AS subject_name
    FROM anomaly.anomaly
    WHERE person_key IN (SELECT person_key FROM people)
    GROUP BY number
)
SELECT DISTINCT number, month, kind, township, village, says, subject_name FROM known ORDER BY month DESC, kind, number
