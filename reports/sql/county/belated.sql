-- Question: what was given out with this month's lists although an earlier run of its month did not give it?
-- Grain: one warning, or one suspected match that somebody is asked about.
-- Inputs: handling.mark, handling.register, handling.place, warning.suspected, states.mark; $1 month, $2 townships of the policy
-- One that was withdrawn and stands again is told, too.
WITH found AS (
    SELECT
        mark.label AS change, register.number, register.month, place.township, place.village, register.head_name, register.subject_name,
        register.says, COALESCE(mark.reason, '') AS reason, CASE WHEN mark.code = 'belated' THEN register.feedback_on ELSE mark.recorded_on END AS told_on,
        register.visit_by
    FROM handling.mark AS mark
    INNER JOIN handling.register AS register ON register.number = mark.number
    INNER JOIN handling.place AS place ON place.number = mark.number
    WHERE mark.code IN ('belated', 'restored') AND mark.listed_in = $1 AND NOT register.is_withdrawn
    UNION ALL
    SELECT
        belated.label || '疑似，待核对' AS change, suspected.number, suspected.month, suspected.township, suspected.village,
        suspected.head_name, suspected.likely_name AS subject_name, suspected.says, suspected.belated_because AS reason,
        NULL AS told_on, NULL AS visit_by
    FROM warning.suspected AS suspected
    INNER JOIN states.mark AS belated ON belated.code = 'belated'
    WHERE suspected.listed_in = $1 AND suspected.belated_because IS NOT NULL
        AND suspected.number NOT IN (SELECT register.number FROM handling.register AS register)
)
SELECT *
FROM found
ORDER BY month, LIST_POSITION($2::VARCHAR[], township) NULLS LAST, township, village NULLS LAST, number, change
