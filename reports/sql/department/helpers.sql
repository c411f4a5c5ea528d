-- Question: which departments are asked to help somebody, are told that a task is void, or get something of their 任务清单 back?
-- Grain: one department.
-- Inputs: handling.task, handling.task_refusal; $1 month
-- Whether anything is written for one, its sheets say.
SELECT department AS place FROM handling.task WHERE month <= $1
UNION
SELECT department AS place FROM handling.task_refusal WHERE month = $1 AND department IS NOT NULL
ORDER BY place
