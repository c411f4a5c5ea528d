-- Question: what did each department send in the quarter, how much of it was right, and what help did it give?
-- Grain: one department.
-- Inputs: ops.arrival, handling.register, handling.standing, handling.task, handling.measure, states.measure, states.stand_in
--     $1 months of the quarter, $2 departments in order
WITH came AS (
    SELECT
        department,
        COUNT(*) AS awaited,
        COUNT(CASE WHEN state = 'missing' THEN 1 END) AS missing,
        COUNT(CASE WHEN state = 'late' THEN 1 END) AS late,
        COUNT(CASE WHEN state = 'unreadable' THEN 1 END) AS unreadable
    FROM ops.arrival
    WHERE month IN (SELECT UNNEST($1::VARCHAR[]))
    GROUP BY department
),
warned AS (
    SELECT
        register.department,
        COUNT(*) AS warnings,
        COUNT(CASE WHEN standing.state = 'done' THEN 1 END) AS done,
        COUNT(CASE WHEN standing.state = 'done' AND standing.meets THEN 1 END) AS met
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state <> 'withdrawn'
    INNER JOIN states.stand_in AS usual ON usual.code = 'by_department' AND usual.label = register.way
    WHERE register.month IN (SELECT UNNEST($1::VARCHAR[]))
    GROUP BY register.department
),
asked AS (
    SELECT DISTINCT task.department, task.task
    FROM handling.task AS task
    INNER JOIN handling.standing AS standing ON standing.number = task.number AND standing.state = 'done' AND standing.meets
    WHERE task.month IN (SELECT UNNEST($1::VARCHAR[]))
),
helped AS (
    SELECT
        asked.department,
        COUNT(*) AS tasks,
        COUNT(CASE WHEN said.code = 'done' THEN 1 END) AS helped,
        COUNT(CASE WHEN said.code = 'under_way' THEN 1 END) AS under_way,
        COUNT(CASE WHEN said.code = 'cannot' THEN 1 END) AS impossible
    FROM asked
    LEFT JOIN handling.measure AS measure ON measure.number = asked.task AND measure.is_sound
    LEFT JOIN states.measure AS said ON said.label = measure.outcome
    GROUP BY asked.department
),
named AS (
    SELECT department FROM came
    UNION
    SELECT department FROM warned
    UNION
    SELECT department FROM helped
)
SELECT
    COALESCE(NULLIF(named.department, ''), compared.label) AS department,
    COALESCE(COLUMNS(came.* EXCLUDE (department)), 0),
    COALESCE(COLUMNS(warned.* EXCLUDE (department)), 0),
    COALESCE(COLUMNS(helped.* EXCLUDE (department)), 0)
FROM named
INNER JOIN states.stand_in AS compared ON compared.code = 'compared'
LEFT JOIN came ON came.department = named.department
LEFT JOIN warned ON warned.department = named.department
LEFT JOIN helped ON helped.department = named.department
ORDER BY LIST_POSITION($2::VARCHAR[], named.department) NULLS LAST, named.department
