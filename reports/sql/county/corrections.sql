-- Question: what is to be entered in the national system, as townships verified it?
-- Grain: one accepted answer with a corrected value.
-- Inputs: anomaly.answer, anomaly.anomaly, anomaly.rule_result, base.person, base.household, states.answer; $1 month, $2 columns of the base, $3 their headings
WITH known AS (
    SELECT person_key, MIN(person_id) AS person_id FROM base.person GROUP BY person_key
)
SELECT
    anomaly.township, anomaly.village,
    COALESCE(household.household_number, anomaly.household_number, anomaly.household_id) AS household_number, known.person_id, COALESCE(anomaly.person_name, anomaly.head_name) AS person_name,
    anomaly.person_number,
    COALESCE(LIST_EXTRACT($3::VARCHAR[], LIST_POSITION($2::VARCHAR[], NULLIF(result.corrects, ''))), result.label) AS heading,
    anomaly.base_value, answer.corrected_value, answer.explanation, anomaly.rule_code, anomaly.number
FROM anomaly.answer AS answer
INNER JOIN states.answer AS said ON said.label = answer.result AND said.code = 'corrected'
INNER JOIN anomaly.anomaly AS anomaly ON anomaly.month = answer.month AND anomaly.number = answer.number
LEFT JOIN anomaly.rule_result AS result ON result.month = answer.month AND result.rule_code = anomaly.rule_code
LEFT JOIN base.household AS household ON household.household_id = anomaly.household_id
LEFT JOIN known ON known.person_key = anomaly.person_key
WHERE answer.month = $1 AND answer.state = 'accepted' AND answer.corrected_value IS NOT NULL
ORDER BY anomaly.township, anomaly.village, anomaly.household_id, anomaly.number
