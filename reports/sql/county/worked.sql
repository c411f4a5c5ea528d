-- Question: which leads were true, which were false and why, and how much work were they?
-- Grain: one rule, department or township, of all months up to this one.
-- Inputs: handling.course; $1 month, $2 what is told apart: rule, department or township, $3 departments, $4 townships of the policy
-- 命中率: of the warnings closed, how many meet the standard. Days are medians.
WITH told_apart AS (
    SELECT
        *,
        CASE WHEN $2 <> 'township' THEN department END AS of_department,
        CASE WHEN $2 = 'rule' THEN rule_code END AS of_rule,
        CASE WHEN $2 = 'township' THEN township END AS of_township
    FROM handling.course
    WHERE month <= $1
),
reasons AS (
    SELECT
        of_department, of_rule, of_township, reason, COUNT(*) AS times,
        ROW_NUMBER() OVER (PARTITION BY of_department, of_rule, of_township ORDER BY COUNT(*) DESC, reason) AS place
    FROM told_apart
    WHERE state = 'done' AND meets = FALSE AND reason IS NOT NULL
    GROUP BY of_department, of_rule, of_township, reason
),
foremost AS (
    SELECT of_department, of_rule, of_township,
        STRING_AGG(reason || '（' || CAST(times AS VARCHAR) || '）', '；' ORDER BY place) AS reasons
    FROM reasons
    WHERE place <= 3
    GROUP BY of_department, of_rule, of_township
),
counted AS (
    SELECT
        of_department, of_rule, of_township,
        MAX(rule_label) AS rule_label,
        COUNT(*) AS issued,
        COUNT(DISTINCT household_id) AS households,
        COUNT(*) FILTER (state = 'withdrawn') AS withdrawn,
        COUNT(*) FILTER (state = 'open') AS open,
        COUNT(*) FILTER (state = 'done') AS done,
        COUNT(*) FILTER (state = 'done' AND meets) AS met,
        COUNT(*) FILTER (state = 'done' AND NOT meets) AS missed,
        MEDIAN(days_to_visit) AS days_to_visit,
        MEDIAN(days_to_close) AS days_to_close,
        COUNT(*) FILTER (refused > 0) AS refused
    FROM told_apart
    GROUP BY of_department, of_rule, of_township
)
SELECT
    counted.of_department AS department, counted.of_rule AS rule_code, counted.rule_label AS label,
    counted.of_township AS township, counted.issued, counted.households, counted.withdrawn, counted.open, counted.done,
    counted.met, ROUND(100.0 * counted.met / NULLIF(counted.done, 0), 1) AS hit_rate, counted.missed, foremost.reasons,
    counted.days_to_visit, counted.days_to_close, counted.refused
FROM counted
LEFT JOIN foremost
    ON foremost.of_department IS NOT DISTINCT FROM counted.of_department
        AND foremost.of_rule IS NOT DISTINCT FROM counted.of_rule
        AND foremost.of_township IS NOT DISTINCT FROM counted.of_township
ORDER BY
    LIST_POSITION($4::VARCHAR[], counted.of_township) NULLS LAST, counted.of_township,
    LIST_POSITION($3::VARCHAR[], counted.of_department) NULLS LAST, counted.of_department, counted.of_rule
