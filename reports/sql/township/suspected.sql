-- Question: which damaged numbers may mean somebody of this township?
-- Grain: one suspected match.
-- Inputs: warning.suspected, states.mark; $1 month, $2 township
SELECT
    household_id, number, township, village, head_name, department, sent_name, sent_number, likely_name, likely_id,
    CONCAT_WS('；', CASE WHEN belated_because IS NOT NULL THEN belated.label || month || '的来文' END, clue) AS clue, says, provenance,
    ROW_NUMBER() OVER (ORDER BY village NULLS LAST, household_id, number) AS line
FROM warning.suspected
INNER JOIN states.mark AS belated ON belated.code = 'belated'
WHERE listed_in = $1 AND township = $2
ORDER BY line
