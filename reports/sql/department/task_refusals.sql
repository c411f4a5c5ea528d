-- Question: what of the returned 任务清单 does a department get back, and what must it do about it?
-- Grain: one cell that could not be taken, or one item that is missing.
-- Inputs: handling.task_refusal, handling.task, handling.register; $1 month, $2 department, $3 names of items, $4 what they are called
WITH called AS (
    SELECT UNNEST($3::VARCHAR[]) AS item, UNNEST($4::VARCHAR[]) AS item_label
),
households AS (
    SELECT task.task, MIN(register.township) AS township, MIN(register.village) AS village, MIN(register.head_name) AS head_name
    FROM handling.task AS task
    INNER JOIN handling.register AS register ON register.number = task.number
    WHERE task.department = $2
    GROUP BY task.task
)
SELECT
    refusal.number, households.township, households.village, households.head_name,
    COALESCE(called.item_label, refusal.item) AS item_label, refusal.written, refusal.reason, refusal.file_name, refusal.sheet,
    refusal.row_number,
    ROW_NUMBER() OVER (ORDER BY refusal.file_name, refusal.sheet, refusal.row_number, refusal.number, COALESCE(called.item_label, refusal.item)) AS line
FROM handling.task_refusal AS refusal
LEFT JOIN households ON households.task = refusal.number
LEFT JOIN called ON called.item = refusal.item
WHERE refusal.month = $1 AND refusal.department = $2
ORDER BY line
