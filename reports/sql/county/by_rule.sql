-- Question: what did each rule make of the rows that came? A rule that never fired stands here with 0.
-- Grain: one rule, and one feed without a rule. The rows of a feed stand at its first rule, so that they add up.
-- Inputs: warning.rule, warning.outcome, warning.warning, warning.suspected
--     $1 month, $2 departments in order, $3 $4 $5 codes, names and departments of feeds
WITH feeds AS (
    SELECT UNNEST($3::VARCHAR[]) AS feed, UNNEST($4::VARCHAR[]) AS label, UNNEST($5::VARCHAR[]) AS department
),
sent AS (
    SELECT feed, COUNT(*) AS lines FROM warning.outcome WHERE month = $1 GROUP BY feed
),
warned AS (
    SELECT rule_code, COUNT(*) AS warnings FROM warning.warning WHERE month = $1 GROUP BY rule_code
),
suspected AS (
    SELECT rule_code, COUNT(*) AS suspected FROM warning.suspected WHERE month = $1 GROUP BY rule_code
),
rules AS (
    SELECT
        rule_code, feed, label, department, risk, grade,
        ROW_NUMBER() OVER (PARTITION BY feed ORDER BY rule_code) AS place
    FROM warning.rule
    WHERE month = $1
)
SELECT
    COALESCE(rules.department, feeds.department, '') AS department,
    COALESCE(rules.rule_code, '（无规则）') AS rule_code,
    COALESCE(feeds.label, rules.label, sent.feed) AS label,
    rules.risk,
    rules.grade,
    CASE WHEN rules.place > 1 THEN NULL ELSE COALESCE(sent.lines, 0) END AS lines,
    COALESCE(warned.warnings, 0) AS warnings,
    COALESCE(suspected.suspected, 0) AS suspected
FROM rules
FULL JOIN sent ON sent.feed = rules.feed
LEFT JOIN feeds ON feeds.feed = COALESCE(rules.feed, sent.feed)
LEFT JOIN warned ON warned.rule_code = rules.rule_code
LEFT JOIN suspected ON suspected.rule_code = rules.rule_code
ORDER BY
    LIST_POSITION($2::VARCHAR[], COALESCE(rules.department, feeds.department)) NULLS LAST,
    COALESCE(rules.department, feeds.department, ''),
    rules.rule_code,
    sent.feed
