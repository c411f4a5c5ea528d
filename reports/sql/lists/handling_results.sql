-- Question: how far have townships and departments come with what was warned of and asked for this year?
-- Grain: one township, or one department.
-- Inputs: handling.register, handling.standing, handling.task, handling.measure, states.measure; $1 month, $2 townships of the policy, $3 list
-- 柳江: 区乡村振兴局每月收集汇总各镇、行业部门预警排查核实办理情况，同时将核实办理情况上报至柳州市乡村振兴局. Since January, as it stands now; `fresh`: of the
-- month itself. A department's warnings are those that rest on what it sent; its tasks are the help that it was asked for.
WITH issued AS (
    SELECT register.number, standing.township, register.department, register.month, standing.state, standing.meets, register.origin
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state <> 'withdrawn'
    WHERE register.month <= $1 AND SUBSTRING(register.month, 1, 4) = SUBSTRING($1, 1, 4)
),
warned AS (
    SELECT 1 AS ordinal, '镇街' AS reader_kind, township AS reader, month, state, meets FROM issued
    UNION ALL
    SELECT 2 AS ordinal, '部门' AS reader_kind, department AS reader, month, state, meets FROM issued WHERE origin <> 'township'
),
asked AS (
    SELECT task.department, task.task, said.code, COALESCE(measure.is_sound, FALSE) AS is_sound
    FROM (
        SELECT DISTINCT department, task
        FROM handling.task
        WHERE month <= $1 AND SUBSTRING(month, 1, 4) = SUBSTRING($1, 1, 4)
    ) AS task
    LEFT JOIN handling.measure AS measure ON measure.number = task.task
    LEFT JOIN states.measure AS said ON said.label = measure.outcome
),
counted AS (
    SELECT
        ordinal, reader_kind, reader, COUNT(*) AS issued, COUNT(*) FILTER (month = $1) AS fresh,
        COUNT(*) FILTER (state = 'done') AS done, COUNT(*) FILTER (state = 'done' AND meets) AS met,
        COUNT(*) FILTER (state = 'open') AS open,
        0 AS tasks, 0 AS helped, 0 AS under_way, 0 AS impossible, 0 AS silent
    FROM warned
    GROUP BY ordinal, reader_kind, reader
    UNION ALL
    SELECT
        2 AS ordinal, '部门' AS reader_kind, department AS reader, 0 AS issued, 0 AS fresh, 0 AS done, 0 AS met, 0 AS open,
        COUNT(*) AS tasks, COUNT(*) FILTER (is_sound AND code = 'done') AS helped,
        COUNT(*) FILTER (is_sound AND code = 'under_way') AS under_way, COUNT(*) FILTER (is_sound AND code = 'cannot') AS impossible,
        COUNT(*) FILTER (NOT is_sound) AS silent
    FROM asked
    GROUP BY department
)
SELECT
    reader_kind, reader, CAST(SUM(issued) AS BIGINT) AS issued, CAST(SUM(fresh) AS BIGINT) AS fresh, CAST(SUM(done) AS BIGINT) AS done,
    CAST(SUM(met) AS BIGINT) AS met, CAST(SUM(open) AS BIGINT) AS open, CAST(SUM(tasks) AS BIGINT) AS tasks,
    CAST(SUM(helped) AS BIGINT) AS helped, CAST(SUM(under_way) AS BIGINT) AS under_way, CAST(SUM(impossible) AS BIGINT) AS impossible,
    CAST(SUM(silent) AS BIGINT) AS silent
FROM counted
WHERE $3 = 'handling_results'
GROUP BY ordinal, reader_kind, reader
ORDER BY ordinal, LIST_POSITION($2::VARCHAR[], reader) NULLS LAST, reader
