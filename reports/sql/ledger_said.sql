-- Question: what have a township's ledgers said, cell by cell, and which cells are at fault?
-- Grain: one number and item; of several faults of one cell the first.
-- Inputs: handling.register, warning.suspected, handling.cell, handling.refusal; $1 month, $2 township
-- A faulty cell shows what was written, an accepted one its value.
WITH own AS (
    SELECT number FROM handling.register WHERE township = $2
    UNION
    SELECT number FROM warning.suspected WHERE township = $2
),
accepted AS (
    SELECT number, item, value FROM handling.cell WHERE is_latest AND reason IS NULL
),
refused AS (
    SELECT number, item, written, reason
    FROM handling.refusal
    WHERE month = $1 AND is_own
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, item ORDER BY written NULLS LAST, reason) = 1
)
SELECT number, item, COALESCE(refused.written, accepted.value) AS value, refused.reason AS fault
FROM accepted
FULL JOIN refused USING (number, item)
INNER JOIN own USING (number)
ORDER BY number, item
