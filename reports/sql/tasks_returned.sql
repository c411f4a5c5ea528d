-- Question: how does a department's 任务清单 stand after what it returned, and which of its cells are at fault?
-- Grain: one task of which something was refused.
-- Inputs: handling.task, handling.register, handling.measure, handling.task_refusal; $1 month, $2 department
-- A faulty cell shows what was written, an accepted one its value.
WITH refused AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'measure' THEN reason END) AS measure_fault,
        MAX(CASE WHEN item = 'measure' THEN written END) AS measure_written,
        MAX(CASE WHEN item = 'measured_on' THEN reason END) AS measured_on_fault,
        MAX(CASE WHEN item = 'measured_on' THEN written END) AS measured_on_written,
        MAX(CASE WHEN item = 'outcome' THEN reason END) AS outcome_fault,
        MAX(CASE WHEN item = 'outcome' THEN written END) AS outcome_written,
        MAX(CASE WHEN item = 'handled_by' THEN reason END) AS handled_by_fault,
        MAX(CASE WHEN item = 'handled_by' THEN written END) AS handled_by_written,
        MAX(CASE WHEN item = 'note' THEN reason END) AS note_fault,
        MAX(CASE WHEN item = 'note' THEN written END) AS note_written
    FROM handling.task_refusal
    WHERE month = $1
    GROUP BY number
)
SELECT
    task.task AS number,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    STRING_AGG(DISTINCT task.risk, '、' ORDER BY task.risk) AS risk,
    STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS need,
    STRING_AGG(register.says, CHR(10) ORDER BY register.number) AS says,
    MIN(task.entered_on) AS entered_on,
    COALESCE(MIN(measure.measure), MIN(refused.measure_written)) AS measure,
    MIN(refused.measure_fault) AS measure_fault,
    COALESCE(CAST(MIN(measure.measured_on) AS VARCHAR), MIN(refused.measured_on_written)) AS measured_on,
    MIN(refused.measured_on_fault) AS measured_on_fault,
    COALESCE(MIN(measure.outcome), MIN(refused.outcome_written)) AS outcome,
    MIN(refused.outcome_fault) AS outcome_fault,
    COALESCE(MIN(measure.handled_by), MIN(refused.handled_by_written)) AS handled_by,
    MIN(refused.handled_by_fault) AS handled_by_fault,
    COALESCE(MIN(measure.note), MIN(refused.note_written)) AS note,
    MIN(refused.note_fault) AS note_fault
FROM handling.task AS task
INNER JOIN refused ON refused.number = task.task
INNER JOIN handling.register AS register ON register.number = task.number
LEFT JOIN handling.measure AS measure ON measure.number = task.task
WHERE task.department = $2
GROUP BY task.task
ORDER BY township, village NULLS LAST, number
