-- Question: what has a department said of its tasks, cell by cell, and which cells are at fault?
-- Grain: one task and item; of several faults of one cell the first.
-- Inputs: handling.task, handling.task_cell, handling.task_refusal; $1 month, $2 department
-- A faulty cell shows what was written, an accepted one its value.
WITH own AS (
    SELECT DISTINCT task AS number FROM handling.task WHERE department = $2
),
accepted AS (
    SELECT number, item, value FROM handling.task_cell WHERE is_latest AND reason IS NULL
),
refused AS (
    SELECT number, item, written, reason
    FROM handling.task_refusal
    WHERE month = $1
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, item ORDER BY written NULLS LAST, reason) = 1
),
cells AS (
    SELECT number, item FROM accepted
    UNION
    SELECT number, item FROM refused
)
SELECT
    number, item, COALESCE(refused.written, accepted.value) AS value, refused.reason AS fault,
    ROW_NUMBER() OVER (ORDER BY number, item) AS line
FROM own
INNER JOIN cells USING (number)
LEFT JOIN accepted USING (number, item)
LEFT JOIN refused USING (number, item)
ORDER BY line
