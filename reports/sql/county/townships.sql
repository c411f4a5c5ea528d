-- Question: which townships get a folder? None that has a household, or a warning in hand, is forgotten.
-- Grain: one township, in the order of the policy.
-- Inputs: base.household, warning.warning, warning.suspected, anomaly.anomaly, handling.standing, handling.refusal; $1 month, $2 townships of the policy
WITH places AS (
    SELECT township AS place FROM base.household
    UNION
    SELECT township AS place FROM warning.warning WHERE month = $1
    UNION
    SELECT township AS place FROM warning.suspected WHERE listed_in = $1
    UNION
    SELECT township AS place FROM anomaly.anomaly WHERE month = $1
    UNION
    SELECT township AS place FROM handling.standing WHERE month < $1 AND (closed_month IS NULL OR closed_month >= $1)
    UNION
    SELECT township AS place FROM handling.refusal WHERE month = $1
)
SELECT place
FROM places
WHERE place IS NOT NULL
ORDER BY LIST_POSITION($2::VARCHAR[], place) NULLS LAST, place
