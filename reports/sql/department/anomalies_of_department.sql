-- Question: which of the department's rows contradict the base, or one another, so that the department must look?
-- Grain: one anomaly that the department acts on. Names and numbers masked.
-- Inputs: anomaly.anomaly; $1 month, $2 department
SELECT
    provenance, mask_name(person_name) AS person_name, mask_number(person_number) AS masked_number, hide_numbers(says) AS says,
    hide_numbers(base_value) AS base_value, hide_numbers(reference_value) AS reference_value, guidance, months_seen,
    ROW_NUMBER() OVER (ORDER BY rule_code, provenance, number) AS line,
    line AS worst
FROM anomaly.anomaly
WHERE month = $1 AND acts = $2 AND is_asked
ORDER BY line
