-- Question: which records does a township correct?
-- Grain: one anomaly; those of a village as a whole stand before its households, those of one household together, the gravest first.
-- Inputs: anomaly.anomaly, states.answer, states.severity; $1 month, $2 township
-- Whoever answered 已更正 or 无法核实 before is told so: the value is still the old one.
SELECT
    ROW_NUMBER() OVER (
        ORDER BY
            village NULLS LAST, household_id NULLS FIRST, gravity.ordinal NULLS LAST, rule_code, number
    ) AS place,
    township, village, head_name, household_id, COALESCE(household_number, household_id) AS household_number, person_name, person_number, rule_code, category, says, base_value,
    reference_value,
    CASE before.code
        WHEN 'corrected' THEN '上次答复“' || before.label || '”，户库中仍是这个值，请确认系统中已保存。'
        WHEN 'unverified' THEN '上次答复“' || before.label || '”。'
        ELSE ''
    END || guidance AS guidance, severity, first_month, months_seen, provenance, number,
    ROW_NUMBER() OVER (
        ORDER BY gravity.ordinal NULLS LAST, months_seen DESC, village NULLS LAST, household_id NULLS FIRST, rule_code, number
    ) AS worst,
    place AS line
FROM anomaly.anomaly AS anomaly
LEFT JOIN states.severity AS gravity ON gravity.label = anomaly.severity
LEFT JOIN states.answer AS before ON before.label = anomaly.answered
WHERE month = $1 AND township = $2 AND acts = '镇街' AND is_asked
ORDER BY line
