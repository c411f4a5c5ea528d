-- Question: which cells of the returned 任务清单 can be taken, and why not the others?
-- Grain: one filled cell.
-- Inputs: handling.task_returned, handling.task, handling.register, handling.today
-- As with ledgers: cells are judged one by one, of copies in one folder that say two things none is believed, a later list goes
-- first, and the one sent back for correction before what it corrects. A task is not asked again: what a later folder says of it
-- (正在落实, then 已落实) goes before what an earlier one said. The check code tells whose row it is; the head may have changed since.
WITH asked AS (
    SELECT task.task, task.department, LIST(DISTINCT UPPER(REPLACE(COALESCE(register.head_id, ''), ' ', ''))) AS head_ids
    FROM handling.task AS task
    INNER JOIN handling.register AS register ON register.number = task.number
    GROUP BY task.task, task.department
),
alone AS (
    SELECT
        returned.*,
        CASE
            WHEN returned.number = '' THEN '任务编号没有了，不知道说的是哪一户；请在原表上重新填写'
            WHEN asked.task IS NULL THEN '没有发出过这个任务编号；请在原表上填写，编号不要改'
            WHEN returned.said_department <> asked.department THEN '这是别的部门的任务；请只填本部门的清单'
            WHEN returned.is_sealed = FALSE THEN '编号或身份证与校验码对不上，被改动过，或只对部分列排了序；请在原表上重新填写'
            WHEN returned.is_sealed IS NULL AND returned.head_id <> ''
                AND NOT (LIST_CONTAINS(asked.head_ids, '') OR LIST_CONTAINS(asked.head_ids, returned.head_id)) THEN
                '这一行的身份证与编号不是同一户，被改动过，或只对部分列排了序；请在原表上重新填写'
            WHEN returned.trouble IS NOT NULL THEN returned.trouble
            WHEN returned.item = 'measured_on' AND CAST(returned.value AS DATE) > today.today THEN '这一天还没有到；落实以后再填'
        END AS own_reason
    FROM handling.task_returned AS returned
    CROSS JOIN handling.today AS today
    LEFT JOIN asked ON asked.task = returned.number
),
sayings AS (
    SELECT
        number, item, month, list_month, edition, COUNT(DISTINCT value) AS sayings,
        STRING_AGG(DISTINCT written, '、' ORDER BY written) AS written
    FROM alone
    WHERE own_reason IS NULL
    GROUP BY number, item, month, list_month, edition
),
judged AS (
    SELECT
        alone.*,
        COALESCE(
            alone.own_reason,
            CASE WHEN sayings.sayings > 1 THEN '几份表里填的不一样（' || sayings.written || '）；请核对后只保留一个' END
        ) AS reason
    FROM alone
    LEFT JOIN sayings
        ON sayings.number = alone.number AND sayings.item = alone.item AND sayings.month = alone.month
            AND sayings.list_month = alone.list_month AND sayings.edition = alone.edition
)
SELECT
    month, list_month, edition, number, item, written, value, said_department, file_name, sheet, row_number, reason,
    ROW_NUMBER() OVER (
        PARTITION BY number, item
        ORDER BY month DESC, list_month DESC, edition DESC, CASE WHEN reason IS NULL THEN 0 ELSE 1 END, file_name, sheet, row_number
    ) = 1 AS is_latest
FROM judged
