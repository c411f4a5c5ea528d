-- Question: how did each cleaning rule run: this month, in all months, and what was answered?
-- Grain: one rule; those that need a look first.
-- Inputs: anomaly.rule_result, anomaly.answer; $1 month
WITH history AS (
    SELECT
        rule_code,
        COUNT(*) FILTER (state = 'fired') AS months_fired,
        COUNT(*) FILTER (state IN ('fired', 'clean')) AS months_run
    FROM anomaly.rule_result
    WHERE month <= $1
    GROUP BY rule_code
),
answered AS (
    SELECT
        SPLIT_PART(number, '-', 1) AS rule_code,
        COUNT(*) FILTER (result = '情况属实无需更正') AS answered_true,
        COUNT(*) FILTER (result = '已更正') AS answered_corrected
    FROM anomaly.answer
    WHERE state = 'accepted' AND month <= $1
    GROUP BY rule_code
)
SELECT
    result.rule_code, result.label, result.category, result.severity,
    CASE
        WHEN result.state = 'crashed' THEN '未能运行'
        WHEN result.state = 'not_applicable' THEN '不适用'
        WHEN result.is_flooding THEN '几乎全部触发'
        WHEN result.state = 'fired' THEN '有异常'
        WHEN history.months_fired = 0 THEN '从未触发'
        ELSE '本月无异常'
    END AS state,
    result.rows_judged, result.rows_failed, history.months_fired, history.months_run,
    COALESCE(answered.answered_true, 0) AS answered_true,
    COALESCE(answered.answered_corrected, 0) AS answered_corrected,
    result.condition, result.message AS note
FROM anomaly.rule_result AS result
LEFT JOIN history ON history.rule_code = result.rule_code
LEFT JOIN answered ON answered.rule_code = result.rule_code
WHERE result.month = $1
ORDER BY
    CASE WHEN result.state = 'crashed' THEN 1 WHEN result.is_flooding THEN 2 ELSE 3 END,
    result.rule_code
