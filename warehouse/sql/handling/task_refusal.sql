-- Question: what of the 任务清单 goes back to the department, and what must be done about it?
-- Grain: one returned cell that cannot be taken, or one item of a task that is missing or does not go with the others.
-- Inputs: handling.task_cell, handling.measure, handling.task, handling.standing, states.measure
-- Of a household that by a correction no longer meets the standard nothing is asked any longer.
WITH answered AS (
    SELECT measure.number, measure.measure, measure.measured_on, measure.outcome, measure.handled_by, measure.note, said.code
    FROM handling.measure AS measure
    LEFT JOIN states.measure AS said ON said.label = measure.outcome
),
faulty AS (
    SELECT number, 'outcome' AS item, '没有选落实情况；请从下拉框选一项' AS reason
    FROM answered WHERE outcome IS NULL
    UNION ALL
    SELECT number, 'measure' AS item, '没有写帮扶措施；请写明做了什么' AS reason
    FROM answered WHERE measure IS NULL AND code IN ('done', 'under_way')
    UNION ALL
    SELECT number, 'measured_on' AS item, '已落实的，没有写落实日期；请补填' AS reason
    FROM answered WHERE measured_on IS NULL AND code = 'done'
    UNION ALL
    SELECT number, 'measured_on' AS item, '写了落实日期，落实情况却不是“已落实”；请核对是哪一种' AS reason
    FROM answered WHERE measured_on IS NOT NULL AND code IN ('under_way', 'cannot')
    UNION ALL
    SELECT number, 'note' AS item, '不能落实的，请在备注中写明原因' AS reason
    FROM answered WHERE note IS NULL AND code = 'cannot'
    UNION ALL
    SELECT number, 'handled_by' AS item, '没有写经办人；谁经办谁签名' AS reason
    FROM answered WHERE handled_by IS NULL
),
heard AS (
    SELECT number, month, file_name, sheet, row_number, said_department
    FROM handling.task_cell
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY month DESC, list_month DESC, edition DESC, file_name, sheet, row_number) = 1
),
told AS (
    SELECT cell.month, cell.number, cell.item, cell.written, cell.reason, cell.file_name, cell.sheet, cell.row_number,
        cell.said_department
    FROM handling.task_cell AS cell
    INNER JOIN handling.task_cell AS latest ON latest.number = cell.number AND latest.item = cell.item AND latest.is_latest
    WHERE cell.reason IS NOT NULL AND latest.month = cell.month AND latest.list_month = cell.list_month AND latest.edition = cell.edition
    UNION ALL
    SELECT heard.month, faulty.number, faulty.item, own.written, faulty.reason, heard.file_name, heard.sheet, heard.row_number,
        heard.said_department
    FROM faulty
    INNER JOIN heard ON heard.number = faulty.number
    LEFT JOIN handling.task_cell AS own ON own.number = faulty.number AND own.item = faulty.item AND own.is_latest
    WHERE own.reason IS NULL
)
SELECT
    told.month, told.number, COALESCE(asked.department, told.said_department) AS department, told.item, told.written, told.reason,
    told.file_name, told.sheet, told.row_number
FROM told
LEFT JOIN (
    SELECT task.task, task.department, BOOL_OR((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green)) AS is_asked
    FROM handling.task AS task
    INNER JOIN handling.standing AS standing ON standing.number = task.number
    GROUP BY task.task, task.department
) AS asked ON asked.task = told.number
WHERE COALESCE(asked.is_asked, asked.task IS NULL)
