-- Question: which rules ran in the finished months, and what did each find? One that never fires stands here with 0.
-- Grain: one rule and month.
-- Inputs: warning.rule, warning.warning, anomaly.rule_result, ops.run
WITH warned AS (
    SELECT month, rule_code, COUNT(*) AS found FROM warning.warning GROUP BY month, rule_code
)
SELECT
    rule.month, 'warning' AS rule_kind, rule.rule_code, rule.label, rule.feed, rule.department, rule.about, rule.happens,
    rule.condition, rule.risk, rule.grade, rule.way, rule.source, rule.policy_version,
    CASE WHEN warned.found > 0 THEN 'fired' ELSE 'clean' END AS state,
    CAST(NULL AS BIGINT) AS judged,
    COALESCE(warned.found, 0) AS found
FROM warning.rule AS rule
LEFT JOIN warned ON warned.month = rule.month AND warned.rule_code = rule.rule_code
WHERE rule.month IN (SELECT run.month FROM ops.run AS run)
UNION ALL
SELECT
    result.month, 'anomaly' AS rule_kind, result.rule_code, result.label, NULL AS feed, NULL AS department, result.object AS about,
    NULL AS happens, result.condition, NULL AS risk, NULL AS grade, NULL AS way, NULL AS source, NULL AS policy_version,
    result.state, result.rows_judged AS judged, result.rows_failed AS found
FROM anomaly.rule_result AS result
WHERE result.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY month, rule_kind DESC, rule_code
