-- Question: which anomalies have come to an end: there when the rule ran last, and not found now?
-- Grain: one anomaly.
-- Inputs: anomaly.known_before, anomaly.found, anomaly.unjudged, anomaly.last_answer, draft.rule_result, seen.held_person, ops.period
-- Nothing is concluded where the rule did not run, or where the export that the person stands in now lacks the column.
WITH present AS (
    SELECT household_id, CAST(NULL AS VARCHAR) AS person_key, MIN(file_name) AS file_name FROM seen.held_person GROUP BY household_id
    UNION ALL
    SELECT household_id, person_key, MIN(file_name) AS file_name FROM seen.held_person GROUP BY household_id, person_key
)
SELECT
    period.month,
    known_before.number,
    known_before.rule_code,
    known_before.category,
    known_before.severity,
    known_before.household_id,
    known_before.township,
    known_before.village,
    CASE WHEN present.file_name IS NULL AND known_before.household_id IS NOT NULL THEN 'left' ELSE 'agreed' END AS how,
    answer.result AS answered,
    known_before.first_month,
    known_before.months_seen
FROM anomaly.known_before AS known_before
CROSS JOIN ops.period AS period
INNER JOIN draft.rule_result AS result ON result.rule_code = known_before.rule_code AND result.state IN ('fired', 'clean')
LEFT JOIN anomaly.found AS found ON found.number = known_before.number
LEFT JOIN present
    ON present.household_id = known_before.household_id AND present.person_key IS NOT DISTINCT FROM known_before.person_key
LEFT JOIN anomaly.unjudged AS unjudged
    ON unjudged.rule_code = known_before.rule_code AND unjudged.file_name = present.file_name
LEFT JOIN anomaly.last_answer AS answer ON answer.number = known_before.number
WHERE found.number IS NULL AND unjudged.rule_code IS NULL
