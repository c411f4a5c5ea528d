-- Question: which records does a township correct?
-- Grain: one anomaly; those of a village as a whole stand before its households, those of one household together, the gravest first.
-- Inputs: anomaly.anomaly; $1 month, $2 township
SELECT
    ROW_NUMBER() OVER (
        ORDER BY
            village NULLS LAST, household_id NULLS FIRST, CASE severity WHEN '高' THEN 1 WHEN '中' THEN 2 ELSE 3 END, rule_code, number
    ) AS place,
    township, village, head_name, household_id, person_name, person_number, rule_code, category, says, base_value,
    reference_value, guidance, severity, first_month, months_seen, provenance, number
FROM anomaly.anomaly
WHERE month = $1 AND township = $2
ORDER BY place
