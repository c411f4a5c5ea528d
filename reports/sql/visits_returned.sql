-- Question: of which households could the visitor or the words of the 入户清单 not be taken?
-- Grain: one household of whose visit something was refused.
-- Inputs: handling.register, handling.cell, handling.refusal; $1 month, $2 township
-- The day of the visit stands in 办理过程. A faulty cell shows what was written, an accepted one its value.
WITH refused AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'visited_by' THEN reason END) AS visited_by_fault,
        MAX(CASE WHEN item = 'visited_by' THEN written END) AS visited_by_written,
        MAX(CASE WHEN item = 'situation' THEN reason END) AS situation_fault,
        MAX(CASE WHEN item = 'situation' THEN written END) AS situation_written
    FROM handling.refusal
    WHERE month = $1 AND is_own AND item IN ('visited_by', 'situation')
    GROUP BY number
),
said AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'visited_by' THEN value END) AS visited_by,
        MAX(CASE WHEN item = 'situation' THEN value END) AS situation
    FROM handling.cell
    WHERE is_latest AND reason IS NULL
    GROUP BY number
)
SELECT
    register.household_id,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    STRING_AGG(register.number, '、' ORDER BY register.number) AS number,
    COALESCE(MIN(said.visited_by), MIN(refused.visited_by_written)) AS visited_by,
    MIN(refused.visited_by_fault) AS visited_by_fault,
    COALESCE(MIN(said.situation), MIN(refused.situation_written)) AS situation,
    MIN(refused.situation_fault) AS situation_fault
FROM handling.register AS register
INNER JOIN refused ON refused.number = register.number
LEFT JOIN said ON said.number = register.number
WHERE register.township = $2 AND NOT register.is_withdrawn
GROUP BY register.household_id
ORDER BY village NULLS LAST, register.household_id
