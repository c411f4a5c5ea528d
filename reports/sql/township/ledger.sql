-- Question: which warnings does a township verify?
-- Grain: one warning; those of one household stand together, the gravest first.
-- Inputs: handling.register, states.grade; $1 month, $2 township
SELECT
    household_id, township, village, head_name, head_id, way, department, says, feedback_on,
    number, subject_name, subject_id, relation, risk, grade, visit_by, hints, provenance
FROM handling.register AS register
LEFT JOIN states.grade AS gravity ON gravity.label = register.grade
WHERE month = $1 AND township = $2 AND origin <> 'township' AND NOT is_withdrawn
ORDER BY
    village NULLS LAST,
    household_id,
    gravity.ordinal NULLS LAST,
    number
