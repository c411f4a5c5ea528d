-- Question: who asks for help and names no township of the county?
-- Grain: one warning of the month that stands with the county.
-- Inputs: handling.register; $1 month, $2 place
SELECT number, subject_name, subject_id, head_id, department, says, hints, provenance
FROM handling.register
WHERE month = $1 AND township = $2 AND township = '待分派' AND NOT is_withdrawn
ORDER BY number
