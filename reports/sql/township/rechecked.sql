-- Question: what did the county find when it checked this township's households again, as told with this month's returns?
-- Grain: one warning.
-- Inputs: handling.recheck, handling.register, handling.standing; $1 month, $2 township
SELECT
    register.village, register.head_name, register.head_id, register.says, standing.label, recheck.rechecked_on, recheck.rechecked_by,
    recheck.is_true, recheck.says AS found, register.number,
    ROW_NUMBER() OVER (ORDER BY recheck.is_true, register.village NULLS LAST, register.number) AS line
FROM handling.recheck AS recheck
INNER JOIN handling.register AS register ON register.number = recheck.number
INNER JOIN handling.standing AS standing ON standing.number = recheck.number
WHERE recheck.month = $1 AND register.township = $2
ORDER BY line
