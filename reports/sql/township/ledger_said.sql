-- Question: what have a township's ledgers said, cell by cell, and which cells are at fault?
-- Grain: one number and item; of several faults of one cell the first.
-- Inputs: handling.place, handling.cell, handling.refusal; $1 month, $2 township
-- A faulty cell shows what was written, an accepted one its value. What stood in a row that was refused whole is not shown, it may be
-- another's; where the township's own warning has nothing yet, its cells are marked, to be filled in here.
WITH own AS (
    SELECT number FROM handling.place WHERE township = $2
),
accepted AS (
    SELECT number, item, value FROM handling.cell WHERE is_latest AND reason IS NULL
),
refused AS (
    SELECT number, item, is_own, CASE WHEN is_own THEN written END AS written, reason
    FROM handling.refusal
    WHERE month = $1 AND (is_own OR township = $2)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, item ORDER BY CASE WHEN is_own THEN 0 ELSE 1 END, written NULLS LAST, reason) = 1
),
cells AS (
    SELECT number, item FROM accepted
    UNION
    SELECT number, item FROM refused
)
SELECT
    number, item, COALESCE(refused.written, accepted.value) AS value,
    CASE WHEN refused.is_own OR accepted.value IS NULL THEN refused.reason END AS fault,
    ROW_NUMBER() OVER (ORDER BY number, item) AS line
FROM own
INNER JOIN cells USING (number)
LEFT JOIN accepted USING (number, item)
LEFT JOIN refused USING (number, item)
ORDER BY line
