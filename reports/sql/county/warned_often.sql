-- Question: which households were warned of in several months before, never recognised, and are warned of again?
-- Grain: one household; the most often warned first.
-- Inputs: handling.repeated, handling.register; $1 month
SELECT
    register.township, register.village, MIN(register.head_name) AS head_name, repeated.times, repeated.history,
    STRING_AGG(register.subject_name || '：' || register.says, '；' ORDER BY register.number) AS says,
    STRING_AGG(register.number, '、' ORDER BY register.number) AS number
FROM handling.repeated AS repeated
INNER JOIN handling.register AS register
    ON register.month = repeated.month AND register.household_id = repeated.household_id AND register.origin <> 'township'
        AND NOT register.is_withdrawn
WHERE repeated.month = $1
GROUP BY repeated.household_id, register.township, register.village, repeated.times, repeated.history
ORDER BY repeated.times DESC, register.township, register.village NULLS LAST, repeated.household_id
