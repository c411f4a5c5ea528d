-- Question: which warnings of earlier months has a township still in hand?
-- Grain: one warning; those given out only with this month's lists (补发) first, of one household together, the oldest first.
-- Inputs: handling.register, handling.standing, handling.place, handling.mark, states.mark; $1 month, $2 township
-- A warning stands with the township that has its household now; where that is another than the one to which it was issued, the hint says so.
-- What this month's own ledgers close was still in hand when the list went out, and stays in it.
WITH marked AS (
    SELECT mark.number, STRING_AGG(mark.hints, '；' ORDER BY kind.ordinal) AS hints
    FROM handling.mark AS mark
    INNER JOIN states.mark AS kind ON kind.code = mark.code
    GROUP BY mark.number
)
SELECT
    register.household_id, place.township, place.village, register.head_name, register.head_id, register.way,
    register.department, register.says, register.feedback_on, register.number, register.subject_name, register.subject_id,
    register.relation, register.risk, register.grade, register.visit_by,
    CONCAT_WS('；', marked.hints, NULLIF(register.hints, ''), '由' || place.moved_from || '转来') AS hints, register.provenance,
    ROW_NUMBER() OVER (ORDER BY CASE WHEN register.listed_in = $1 THEN 0 ELSE 1 END, place.village NULLS LAST, register.household_id, register.month, register.number) AS line
FROM handling.register AS register
INNER JOIN handling.standing AS standing ON standing.number = register.number
INNER JOIN handling.place AS place ON place.number = register.number
LEFT JOIN marked ON marked.number = register.number
WHERE register.month < $1 AND register.listed_in <= $1 AND place.township = $2
    AND (standing.closed_month IS NULL OR standing.closed_month >= $1)
ORDER BY line
