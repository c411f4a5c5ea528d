-- Question: which warnings did a run again take from a township, or leave in its hand although what they rest on was corrected?
-- Grain: one warning, as told with this month's lists.
-- Inputs: handling.mark, handling.register, handling.place, handling.standing, states.mark; $1 month, $2 township
SELECT
    mark.label AS change, register.number, register.month, place.village, register.head_name, register.subject_name, register.says,
    standing.label, COALESCE(mark.reason, '') AS reason, mark.recorded_on AS told_on,
    ROW_NUMBER() OVER (ORDER BY kind.ordinal DESC, place.village NULLS LAST, register.month, register.number) AS line
FROM handling.mark AS mark
INNER JOIN states.mark AS kind ON kind.code = mark.code
INNER JOIN handling.register AS register ON register.number = mark.number
INNER JOIN handling.place AS place ON place.number = mark.number
INNER JOIN handling.standing AS standing ON standing.number = mark.number
WHERE mark.code IN ('withdrawn', 'corrected') AND mark.listed_in = $1 AND place.township = $2
ORDER BY line
