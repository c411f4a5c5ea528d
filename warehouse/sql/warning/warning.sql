-- Question: which warnings go out this month, to which township, with what the village cadre needs to know?
-- Whom the base does not know (户库外) goes to the township that the row names, else to the county to be placed (待分派).
-- Grain: one warning. A visit of late spares the next one, but not of a matter graded 红. What a township was given before keeps the day
-- on which it was given, and its time limit, whenever the month is run again.
-- A hospital that does not look like one of the county's is told (hint).
-- Inputs: warning.decided, warning.confirmed, warning.qualified, warning.elsewhere, draft.rule, handling.remembered, handling.amended, handling.risk_word, handling.household_class, draft.repeated, match.feed_person, match.outsider,
--     raw.feed_row, seen.person, seen.household, handling.register, handling.spoken_way, ops.limits, ops.period, states.grade,
--     states.stand_in
WITH made AS (
    SELECT
        decided.number, decided.rule_code, decided.event, decided.row_key, period.month AS row_month, decided.tier, decided.household_id,
        decided.person_key, decided.says, qualified.told_by, qualified.happened_on, rule.way, rule.risk, rule.is_risk_from_words, rule.grade, rule.is_compared_already,
        CASE WHEN decided.tier = 'outside' THEN COALESCE(outsider.township, unplaced.label) END AS township, outsider.village,
        outsider.head_name, outsider.head_id, outsider.subject_name, outsider.subject_id,
        COALESCE(outsider.hint, feed_person.clue) AS clue
    FROM warning.decided AS decided
    CROSS JOIN ops.period AS period
    INNER JOIN states.stand_in AS unplaced ON unplaced.code = 'unplaced'
    INNER JOIN draft.rule AS rule ON rule.rule_code = decided.rule_code
    INNER JOIN warning.qualified AS qualified ON qualified.row_key = decided.row_key AND qualified.rule_code = decided.rule_code
    INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = decided.row_key
    LEFT JOIN match.outsider AS outsider ON outsider.row_key = CASE WHEN decided.tier = 'outside' THEN decided.row_key END
    WHERE decided.decision = 'warned'
    UNION ALL
    SELECT
        number, rule_code, event, row_key, month AS row_month, 'confirmed' AS tier, household_id, person_key, says,
        department AS told_by, happened_on, way, risk, is_risk_from_words, grade, is_compared_already, township, village, head_name, head_id, likely_name AS subject_name,
        likely_id AS subject_id, hint AS clue
    FROM warning.confirmed
),
worded AS (
    SELECT made.number, MIN(risk_word.risk) AS risk
    FROM made
    INNER JOIN handling.risk_word AS risk_word ON made.is_risk_from_words AND POSITION(risk_word.word IN made.says) > 0
    GROUP BY made.number
    HAVING COUNT(DISTINCT risk_word.risk) = 1
),
given AS (
    SELECT
        made.*,
        COUNT(*) OVER (PARTITION BY made.household_id) AS of_household,
        COALESCE(register.feedback_on, period.feedback_on) AS feedback_on,
        CASE
            WHEN register.number IS NOT NULL THEN register.spoke_on
            WHEN spoken.way IS NOT NULL AND made.happened_on BETWEEN period.feedback_on - INTERVAL 1 YEAR AND period.feedback_on
                THEN made.happened_on
        END AS spoke_on,
        register.visit_by AS visit_by_then
    FROM made
    CROSS JOIN ops.period AS period
    LEFT JOIN handling.register AS register ON register.number = made.number
    LEFT JOIN handling.spoken_way AS spoken ON spoken.way = made.way
),
counted AS (
    SELECT given.*, COALESCE(given.visit_by_then, limits.visit_by) AS visit_by
    FROM given
    LEFT JOIN handling.spoken_way AS spoken ON spoken.way = given.way
    LEFT JOIN ops.limits AS limits
        ON limits.starts_on = CASE WHEN spoken.is_counted_from THEN COALESCE(given.spoke_on, given.feedback_on) ELSE given.feedback_on END
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
    COALESCE(household.township, placed.value, made.township) AS township,
    COALESCE(household.village, made.village) AS village,
    COALESCE(household.head_name, made.head_name) AS head_name,
    COALESCE(household.head_id, made.head_id) AS head_id,
    COALESCE(person.person_name, made.subject_name) AS subject_name,
    COALESCE(person.id18, person.id_text, made.subject_id) AS subject_id,
    person.relation,
    made.way,
    COALESCE(made.told_by, feed_row.department) AS department,
    made.says,
    COALESCE(worded.risk, made.risk) AS risk,
    made.grade,
    made.feedback_on,
    made.spoke_on,
    CASE WHEN remembered.verified_on IS NULL OR graded.code = 'red' THEN made.visit_by END AS visit_by,
    CONCAT_WS('；',
        CASE WHEN household.is_monitored THEN '已在监测（未消除）：' || COALESCE(class.means, household.monitoring_kind) || '，核对帮扶措施，不再识别' END,
        CASE WHEN made.is_compared_already OR household.is_dibao OR household.is_tekun THEN '低保特困免重复比对' END,
        CASE WHEN remembered.verified_on IS NOT NULL AND graded.code <> 'red'
            THEN period.verified_within || '已核实免入户（' || CAST(EXTRACT(MONTH FROM remembered.verified_on) AS STRING) || '月'
                || CAST(EXTRACT(DAY FROM remembered.verified_on) AS STRING) || '日）' END,
        CASE WHEN remembered.compared_on IS NOT NULL
                AND NOT (made.is_compared_already OR COALESCE(household.is_dibao, FALSE) OR COALESCE(household.is_tekun, FALSE))
            THEN '已比对免重复比对（' || CAST(EXTRACT(MONTH FROM remembered.compared_on) AS STRING) || '月'
                || CAST(EXTRACT(DAY FROM remembered.compared_on) AS STRING) || '日）' END,
        CASE WHEN repeated.times IS NOT NULL
            THEN '此前预警' || CAST(repeated.times AS STRING) || '次均未纳入：' || repeated.recent || '，请重点核查' END,
        CASE WHEN household.household_id IS NULL AND made.household_id NOT LIKE 'BW%' THEN '户库中现在没有这一户，请核对' END,
        CASE WHEN NOT household.has_head THEN '户库中本户没有户主，暂列首名成员' END,
        CASE WHEN made.of_household > 1 THEN '本户另有' || CAST(made.of_household - 1 AS STRING) || '条' END,
        CASE WHEN feed_row.name_key <> '' AND feed_row.name_key <> person.name_key AND made.clue IS NULL THEN '来文姓名与户库不一致，请核对' END,
        CASE WHEN made.tier = 'derived' AND feed_row.id_state = 'from_15' THEN '按15位旧号码换算' END,
        CASE WHEN elsewhere.row_key IS NOT NULL THEN '救治医院“' || elsewhere.hospital || '”不像在本县，请核对是否属于应报的人员' END,
        made.clue
    ) AS hints,
    CONCAT_WS(' ', feed_row.department, feed_row.file_name, CASE WHEN feed_row.sheet <> '' THEN feed_row.sheet END,
        '第' || CAST(feed_row.row_number AS STRING) || '行') AS provenance
FROM counted AS made
CROSS JOIN ops.period AS period
INNER JOIN raw.feed_row AS feed_row ON feed_row.row_key = made.row_key AND feed_row.month = made.row_month
LEFT JOIN states.grade AS graded ON graded.label = made.grade
LEFT JOIN warning.elsewhere AS elsewhere ON elsewhere.month = made.row_month AND elsewhere.row_key = made.row_key
LEFT JOIN worded ON worded.number = made.number
LEFT JOIN handling.amended AS placed ON placed.number = made.number AND placed.item = 'placed'
LEFT JOIN handling.remembered AS remembered ON remembered.household_id = made.household_id AND remembered.feedback_on = made.feedback_on
LEFT JOIN draft.repeated AS repeated ON repeated.household_id = made.household_id
LEFT JOIN seen.household AS household ON household.household_id = made.household_id
LEFT JOIN handling.household_class AS class ON class.written = household.monitoring_kind
LEFT JOIN seen.person AS person ON person.person_key = made.person_key
