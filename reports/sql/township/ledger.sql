-- Question: which warnings does a township verify?
-- Grain: one warning; those of one household stand together, the gravest first.
-- Inputs: handling.register, handling.mark, states.mark, states.grade; $1 month, $2 township
-- What was found of the month when its lists were out stands in the lists of a later month (补发).
WITH marked AS (
    SELECT mark.number, STRING_AGG(mark.hints, '；' ORDER BY kind.ordinal) AS hints
    FROM handling.mark AS mark
    INNER JOIN states.mark AS kind ON kind.code = mark.code
    GROUP BY mark.number
)
SELECT
    household_id, township, village, head_name, head_id, way, department, says, feedback_on,
    register.number, subject_name, subject_id, relation, risk, grade, visit_by,
    CONCAT_WS('；', marked.hints, NULLIF(register.hints, '')) AS hints, provenance,
    ROW_NUMBER() OVER (ORDER BY village NULLS LAST, household_id, gravity.ordinal NULLS LAST, register.number) AS line
FROM handling.register AS register
LEFT JOIN marked ON marked.number = register.number
LEFT JOIN states.grade AS gravity ON gravity.label = register.grade
WHERE month = $1 AND listed_in = $1 AND township = $2 AND origin <> 'township' AND NOT is_withdrawn
ORDER BY line
