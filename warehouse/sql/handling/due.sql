-- Question: what must be done of each warning by when, and was it?
-- Grain: one warning of the register that is not withdrawn, and one time limit.
-- Inputs: handling.register, handling.standing, handling.event, handling.issued_under, handling.clock, handling.moved_day, handling.working_limit
-- How long there is, is what the policy said when the month was issued; of months of before that was kept, what it says now.
-- A warning closed without a day of the visit was visited by then at the latest. The recognition ends with 村级公示, of those who
-- do not meet the standard with 办结; who was closed without a day of 录入系统 was included by then; who is monitored already needs none. Nobody is reminded on the day the time begins.
WITH latest AS (
    SELECT number, step, happened_on, is_retracted
    FROM handling.event
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
),
dated AS (
    SELECT
        number,
        MAX(CASE WHEN step = 'visited_on' THEN happened_on END) AS visited_on,
        MAX(CASE WHEN step = 'published_on' THEN happened_on END) AS published_on,
        MAX(CASE WHEN step = 'entered_on' THEN happened_on END) AS entered_on,
        MAX(CASE WHEN step = 'responsible' THEN happened_on END) AS responsible_on,
        MAX(CASE WHEN step = 'plan' THEN happened_on END) AS plan_on
    FROM latest
    WHERE NOT is_retracted
    GROUP BY number
),
clocked AS (
    SELECT
        issued.month, clock.today,
        CASE WHEN issued.decide_from IS NULL THEN clock.decide_from ELSE issued.decide_from END AS decide_from,
        CASE WHEN issued.decide_from IS NULL THEN clock.decide_within ELSE issued.decide_within END AS decide_within,
        CASE WHEN issued.decide_from IS NULL THEN clock.decide_within_working ELSE issued.decide_within_working END AS decide_within_working,
        CASE WHEN issued.decide_from IS NULL THEN clock.responsible_within ELSE issued.responsible_within END AS responsible_within,
        CASE WHEN issued.decide_from IS NULL THEN clock.plan_within ELSE issued.plan_within END AS plan_within
    FROM (
        SELECT month.month, asked.decide_from, asked.decide_within, asked.decide_within_working, asked.responsible_within, asked.plan_within
        FROM (SELECT DISTINCT month FROM handling.register) AS month
        LEFT JOIN handling.issued_under AS asked ON asked.month = month.month
    ) AS issued
    CROSS JOIN handling.clock AS clock
),
handled AS (
    SELECT
        register.number, register.month, standing.township, register.feedback_on, register.visit_by, register.decide_by,
        register.is_monitored, dated.visited_on,
        COALESCE(dated.entered_on, CASE WHEN standing.meets AND NOT register.is_monitored THEN standing.closed_on END) AS entered_on, dated.responsible_on, dated.plan_on, standing.closed_on,
        CASE WHEN standing.meets = FALSE THEN standing.closed_on ELSE COALESCE(dated.published_on, standing.closed_on) END AS decided_on
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number
    LEFT JOIN dated ON dated.number = register.number
    WHERE standing.state <> 'withdrawn'
),
owed AS (
    SELECT month, 'responsible' AS obligation, responsible_within AS days FROM clocked
    UNION ALL
    SELECT month, 'plan' AS obligation, plan_within AS days FROM clocked
),
limits AS (
    SELECT
        number, month, township, 'visit' AS obligation, feedback_on AS starts_on, visit_by AS last_on,
        COALESCE(visited_on, closed_on) AS fulfilled_on
    FROM handled
    UNION ALL
    SELECT
        handled.number, handled.month, handled.township, 'decide' AS obligation,
        CASE clock.decide_from WHEN 'clue' THEN handled.feedback_on ELSE COALESCE(handled.visited_on, handled.visit_by) END AS starts_on,
        CASE
            WHEN clock.decide_from = 'clue' OR handled.visited_on IS NULL THEN handled.decide_by
            WHEN clock.decide_within_working IS NOT NULL THEN working.decide_by
            ELSE handled.visited_on + CAST(clock.decide_within AS INTEGER)
        END AS last_on,
        handled.decided_on AS fulfilled_on
    FROM handled
    INNER JOIN clocked AS clock ON clock.month = handled.month
    LEFT JOIN handling.working_limit AS working
        ON working.starts_on = handled.visited_on AND working.decide_within_working = clock.decide_within_working
    WHERE NOT handled.is_monitored
    UNION ALL
    SELECT
        handled.number, handled.month, handled.township, owed.obligation, handled.entered_on AS starts_on,
        handled.entered_on + CAST(owed.days AS INTEGER) AS last_on,
        CASE owed.obligation WHEN 'responsible' THEN handled.responsible_on ELSE handled.plan_on END AS fulfilled_on
    FROM handled
    INNER JOIN owed ON owed.month = handled.month
    WHERE handled.entered_on IS NOT NULL AND owed.days IS NOT NULL
),
settled AS (
    SELECT
        limits.number, limits.month, limits.township, limits.obligation, limits.starts_on, clock.today, clock.soon_until,
        COALESCE(moved.due_on, limits.last_on) AS due_on,
        CASE WHEN limits.fulfilled_on <= clock.today THEN limits.fulfilled_on END AS fulfilled_on
    FROM limits
    CROSS JOIN handling.clock AS clock
    LEFT JOIN handling.moved_day AS moved ON moved.day = limits.last_on
)
SELECT
    number, month, township, obligation, starts_on, due_on, fulfilled_on,
    CASE
        WHEN fulfilled_on <= due_on THEN 'kept'
        WHEN fulfilled_on > due_on THEN 'late'
        WHEN due_on < today THEN 'overdue'
        WHEN due_on <= soon_until AND starts_on < today THEN 'soon'
        ELSE 'not_yet'
    END AS state,
    CASE WHEN COALESCE(fulfilled_on, today) > due_on THEN CAST(COALESCE(fulfilled_on, today) - due_on AS BIGINT) END AS days_over
FROM settled
