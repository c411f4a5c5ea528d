-- Question: of which warnings does a township get its ledger back, after what it returned?
-- Grain: one warning of the month's ledger, or of an earlier month's where something of it was refused; nothing where nothing was.
-- Inputs: handling.register, handling.place, handling.refusal, states.grade; $1 month, $2 township
SELECT
    household_id, place.township, place.village, head_name, head_id, way, department, says, feedback_on, number, subject_name, subject_id,
    relation, risk, grade, visit_by, hints, provenance,
    ROW_NUMBER() OVER (ORDER BY place.village NULLS LAST, household_id, gravity.ordinal NULLS LAST, number) AS line
FROM handling.register AS register
INNER JOIN handling.place AS place USING (number)
LEFT JOIN states.grade AS gravity ON gravity.label = register.grade
WHERE place.township = $2 AND NOT is_withdrawn
    AND ((month = $1 AND listed_in = $1) OR number IN (SELECT refusal.number FROM handling.refusal AS refusal WHERE refusal.month = $1 AND (refusal.is_own OR refusal.township = $2)))
    AND EXISTS (SELECT 1 FROM handling.refusal AS refusal WHERE refusal.month = $1 AND refusal.township = $2)
ORDER BY line
