-- Question: which warnings go out this month, to which township, with what the village cadre needs to know?
-- Grain: one warning.
-- Inputs: warning.decided, warning.qualified, draft.rule, match.feed_person, raw.feed_row, base.person, base.household,
--     ops.period
WITH made AS (
    SELECT
        decided.*,
        COUNT(*) OVER (PARTITION BY decided.household_id) AS of_household
    FROM warning.decided AS decided
    WHERE decided.decision = 'warned'
)
SELECT
    period.month,
    made.number,
    made.rule_code,
    period.policy_version,
    made.event,
    made.row_key,
    made.tier,
    made.household_id,
    made.person_key,
    household.township,
    household.village,
    household.head_name,
    household.head_id,
    person.person_name AS subject_name,
    COALESCE(person.id18, person.id_text) AS subject_id,
    person.relation,
    rule.way,
    COALESCE(qualified.told_by, feed_row.department) AS department,
    made.says,
    rule.risk,
    rule.grade,
    period.feedback_on,
    period.visit_by,
    CONCAT_WS('；',
        CASE WHEN household.is_monitored THEN '已在监测（未消除）：' || household.monitoring_kind || '，核对帮扶措施，不再识别' END,
        CASE WHEN rule.is_compared_already OR household.is_dibao OR household.is_tekun THEN '低保特困免重复比对' END,
        CASE WHEN NOT household.has_head THEN '户库中本户没有户主，暂列首名成员' END,
        CASE WHEN made.of_household > 1 THEN '本户另有' || CAST(made.of_household - 1 AS VARCHAR) || '条' END,
        CASE WHEN feed_row.name_key <> '' AND feed_row.name_key <> person.name_key AND feed_person.clue IS NULL THEN '来文姓名与户库不一致，请核对' END,
        CASE WHEN made.tier = 'derived' AND feed_row.id_state = 'from_15' THEN '按15位旧号码换算' END,
        feed_person.clue
    ) AS hints,
    CONCAT_WS(' ', feed_row.department, feed_row.file_name, CASE WHEN feed_row.sheet <> '' THEN feed_row.sheet END,
        '第' || CAST(feed_row.row_number AS VARCHAR) || '行') AS provenance
FROM made
CROSS JOIN ops.period AS period
INNER JOIN draft.rule AS rule ON rule.rule_code = made.rule_code
INNER JOIN warning.qualified AS qualified ON qualified.row_key = made.row_key AND qualified.rule_code = made.rule_code
INNER JOIN raw.feed_row AS feed_row ON feed_row.row_key = made.row_key AND feed_row.month = period.month
INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = made.row_key
INNER JOIN base.household AS household ON household.household_id = made.household_id
INNER JOIN base.person AS person ON person.person_key = made.person_key
