-- Question: who asked for help himself, does not meet the standard, and is to be told so in writing?
-- Grain: one warning of a way whose people must be told, with an accepted 否 and its reason.
-- Inputs: handling.register, handling.place, handling.answer, handling.cell, handling.row_fault, handling.told_way; $1 month, $2 township
-- The person spoke on one day, where the row says it; the township was given the matter on another.
-- The letter belongs to the month in whose folder this reason first came, so that a later copy of the ledger writes no second one.
WITH refused AS (
    SELECT answer.number, MIN(cell.month) AS month
    FROM handling.answer AS answer
    INNER JOIN handling.cell AS cell
        ON cell.number = answer.number AND cell.item = 'reason' AND cell.reason IS NULL AND cell.value = answer.reason
    WHERE answer.meets_answer = '否' AND answer.reason IS NOT NULL
        AND answer.number NOT IN (SELECT number FROM handling.row_fault WHERE item IN ('meets', 'reason'))
    GROUP BY answer.number
)
SELECT
    register.number, place.township, place.village, register.head_name,
    COALESCE(register.subject_name, register.head_name) AS subject_name, register.way, register.department, register.says,
    register.spoke_on, register.feedback_on, answer.reason, answer.checked_by, answer.visited_on, answer.done_on,
    ROW_NUMBER() OVER (ORDER BY register.number) AS line
FROM refused
INNER JOIN handling.register AS register ON register.number = refused.number
INNER JOIN handling.place AS place ON place.number = refused.number
INNER JOIN handling.answer AS answer ON answer.number = refused.number
WHERE refused.month = $1 AND place.township = $2 AND NOT register.is_withdrawn
    AND EXISTS (SELECT 1 FROM handling.told_way AS told_way WHERE told_way.month = register.month AND told_way.way = register.way)
ORDER BY line
