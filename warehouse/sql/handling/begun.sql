-- Question: which warnings has a township begun to answer?
-- Grain: one warning.
-- Inputs: handling.cell, handling.event
-- Taken or sent back: whoever filled in a cell of its row has it in hand. What was said of a suspicion says nothing of the warning that
-- came of it, nor does what was left out unread.
WITH said AS (
    SELECT number, is_retracted
    FROM handling.event
    WHERE step NOT IN ('issued', 'withdrawn', 'corrected', 'measure')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
)
SELECT number
FROM handling.cell
WHERE is_own AND item NOT IN ('same', 'same_by', 'returned_suspected_remark') AND (value IS NOT NULL OR reason IS NOT NULL)
UNION
SELECT number
FROM said
WHERE NOT is_retracted
