-- Question: what was each household warned of, in this month and before?
-- Grain: one warning that stands.
-- Inputs: handling.register, warning.rule, draft.warning, draft.rule, states.grade, ops.period
SELECT
    issued.month, issued.household_id, issued.feed, COALESCE(issued.label, issued.way) AS label, issued.says,
    grade.code AS grade_code
FROM (
    SELECT register.month, register.household_id, rule.feed, rule.label, register.way, register.says, register.grade
    FROM handling.register AS register
    INNER JOIN ops.period AS period ON register.month < period.month
    LEFT JOIN warning.rule AS rule ON rule.month = register.month AND rule.rule_code = register.rule_code
    WHERE NOT register.is_withdrawn
    UNION ALL
    SELECT warning.month, warning.household_id, rule.feed, rule.label, warning.way, warning.says, warning.grade
    FROM draft.warning AS warning
    INNER JOIN draft.rule AS rule ON rule.rule_code = warning.rule_code
) AS issued
LEFT JOIN states.grade AS grade ON grade.label = issued.grade
