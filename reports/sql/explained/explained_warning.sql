-- Question: what was given out under a number, or asked, or reported by a township itself?
-- Grain: one month of a warning, a suspected match or an own line.
-- Inputs: warning.warning, warning.suspected, handling.register; $1 number
SELECT
    warning.number, warning.month, '预警' AS kind, warning.township, warning.village, warning.subject_name,
    warning.says, warning.provenance, warning.policy_version, warning.rule_code, warning.tier, warning.hints,
    warning.row_key, CAST(warning.visit_by AS VARCHAR) AS visit_by, '' AS clue
FROM warning.warning AS warning WHERE warning.number = $1
UNION ALL
SELECT
    suspected.number, suspected.month, '疑似匹配' AS kind, suspected.township, suspected.village, suspected.likely_name,
    suspected.says, suspected.provenance, suspected.policy_version, suspected.rule_code, 'suspected' AS tier, '' AS hints,
    suspected.row_key, NULL AS visit_by, suspected.clue
FROM warning.suspected AS suspected WHERE suspected.number = $1
UNION ALL
SELECT
    register.number, register.month, '镇村上报' AS kind, register.township, register.village, register.subject_name,
    register.says, register.provenance, '' AS policy_version, register.rule_code, 'exact' AS tier, register.hints,
    '' AS row_key, CAST(register.visit_by AS VARCHAR) AS visit_by, '' AS clue
FROM handling.register AS register WHERE register.number = $1 AND register.origin = 'township'
ORDER BY month
