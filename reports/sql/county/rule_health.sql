-- Question: how did each cleaning rule run: this month, in all months, and what was answered?
-- Grain: one rule; those that need a look first.
-- Inputs: anomaly.rule_result, anomaly.answer, states.rule, states.answer; $1 month
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
        SPLIT_PART(answer.number, '-', 1) AS rule_code,
        COUNT(*) FILTER (result.code = 'true') AS answered_true,
        COUNT(*) FILTER (result.code = 'corrected') AS answered_corrected
    FROM anomaly.answer AS answer
    LEFT JOIN states.answer AS result ON result.label = answer.result
    WHERE answer.state = 'accepted' AND answer.month <= $1
    GROUP BY SPLIT_PART(answer.number, '-', 1)
)
SELECT
    result.rule_code, result.label, result.category, result.severity,
    ran.label AS state, ran.code AS ran, ran.needs_look,
    result.rows_judged, result.rows_failed, history.months_fired, history.months_run,
    COALESCE(answered.answered_true, 0) AS answered_true,
    COALESCE(answered.answered_corrected, 0) AS answered_corrected,
    result.condition, result.message AS note
FROM anomaly.rule_result AS result
LEFT JOIN history ON history.rule_code = result.rule_code
LEFT JOIN states.rule AS ran
    ON ran.code = CASE
        WHEN result.state IN ('crashed', 'not_applicable') THEN result.state
        WHEN result.is_flooding THEN 'flooding'
        WHEN result.state = 'clean' AND history.months_fired = 0 THEN 'never'
        ELSE result.state
    END
LEFT JOIN answered ON answered.rule_code = result.rule_code
WHERE result.month = $1
ORDER BY
    CASE WHEN result.state = 'crashed' THEN 1 WHEN result.is_flooding THEN 2 ELSE 3 END,
    result.rule_code
