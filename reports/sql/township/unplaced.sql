-- Question: who asks for help and names no township of the county?
-- Grain: one warning that was given with the month's lists and stands with the county.
-- Inputs: handling.register, states.stand_in; $1 month, $2 place
SELECT register.number, subject_name, subject_id, head_id, department, says, hints, provenance,
    ROW_NUMBER() OVER (ORDER BY number) AS line
FROM handling.register AS register
INNER JOIN states.stand_in AS unplaced ON unplaced.code = 'unplaced' AND unplaced.label = register.township
WHERE listed_in = $1 AND township = $2 AND NOT is_withdrawn
ORDER BY line
