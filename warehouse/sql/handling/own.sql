-- Question: which lines that townships added themselves can be taken, under which number, and why not the others?
-- Grain: one added line.
-- Inputs: handling.own_line, handling.recognised, handling.own_way, handling.risk_word, handling.today, handling.register, handling.returned,
--     base.person, base.household
-- A row of 附件2 that is a warning of ours is none of them (handling.recognised). A copied row whose words were issued is an old row that lost its number or its order, and no line. The township is the one that the
-- row names, else that of the sheet: a county may have put the rows of all its townships into one workbook. Either must be the county's.
-- The number is made of the way, the person, what is said and the day (else the ledger's month), not of the base: the same line read
-- again, or after a new base, is the same. A household that the base does not know, or knows in another township, is kept with a
-- hint: to miss a household is the worst. What a department sent of the same person by the same way and in the same words is one
-- with the line, unless the line stood on the register first.
WITH people AS (
    SELECT
        person.id18, person.person_key, person.household_id, person.person_name, person.name_key, person.relation,
        household.township, household.village, household.head_name, household.head_id, household.is_monitored,
        household.monitoring_kind, household.is_dibao OR household.is_tekun AS is_supported
    FROM base.person AS person
    INNER JOIN base.household AS household ON household.household_id = person.household_id
    WHERE person.id18 IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY person.id18 ORDER BY person.person_key) = 1
),
issued AS (
    SELECT DISTINCT words_of(says) AS words
    FROM handling.register
    WHERE origin <> 'township' AND says IS NOT NULL
),
towns AS (
    SELECT township FROM base.household
    UNION
    SELECT township FROM handling.register WHERE origin <> 'township'
),
asked AS (
    SELECT
        line.*,
        words_of(line.says) AS words,
        COALESCE(line.subject_id18, line.head_id18) AS whom,
        COALESCE(CAST(line.found_on AS VARCHAR), line.list_month) AS event,
        COALESCE(line.found_on, LEAST(today.today, COALESCE(CAST(done.value AS DATE), today.today))) AS feedback_on,
        known.rule_code, known.grade,
        COALESCE(
            CASE WHEN known.is_risk_from_words THEN (
                SELECT CASE WHEN COUNT(DISTINCT risk_word.risk) = 1 THEN MIN(risk_word.risk) END
                FROM handling.risk_word AS risk_word
                WHERE POSITION(risk_word.word IN line.says) > 0
            ) END,
            known.risk
        ) AS risk
    FROM handling.own_line AS line
    CROSS JOIN handling.today AS today
    LEFT JOIN handling.own_way AS known ON known.way = line.way
    LEFT JOIN handling.returned AS done
        ON done.month = line.month AND done.file_name = line.file_name AND done.sheet = line.sheet
            AND done.row_number = line.row_number AND done.number = '' AND done.item = 'done_on'
    WHERE (NOT COALESCE(line.is_copied, FALSE) OR words_of(line.says) NOT IN (SELECT words FROM issued))
        AND NOT EXISTS (
            SELECT 1 FROM handling.recognised AS recognised
            WHERE recognised.month = line.month AND recognised.file_name = line.file_name AND recognised.sheet = line.sheet
                AND recognised.row_number = line.row_number
        )
),
placed AS (
    SELECT
        asked.*,
        rule_code || '-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', 'township', asked.way, whom, words, event)), 1, 14)) AS own_number,
        COALESCE(written.township, said.township, home.township) AS township,
        home.household_id AS home_id, home.township AS home_township, home.village AS home_village,
        home.head_name AS home_head_name, home.head_id AS home_head_id, home.is_monitored, home.monitoring_kind, home.is_supported,
        subject.person_key, subject.person_name, subject.relation, subject.household_id AS subject_household,
        named.name_key AS named_key
    FROM asked
    LEFT JOIN towns AS written ON written.township = asked.township_text
    LEFT JOIN towns AS said ON said.township = asked.said_township
    LEFT JOIN people AS named ON named.id18 = asked.head_id18
    LEFT JOIN people AS subject ON subject.id18 = asked.whom
    LEFT JOIN people AS home ON home.id18 = CASE WHEN named.id18 IS NULL THEN asked.whom ELSE asked.head_id18 END
),
faulty AS (
    SELECT
        placed.*,
        CASE
            WHEN is_copied THEN 'own_number'
            WHEN way IS NULL OR rule_code IS NULL THEN 'way'
            WHEN words = '' THEN 'says'
            WHEN head_is_faulty THEN 'own_head_id'
            WHEN subject_is_faulty THEN 'own_subject_id'
            WHEN whom IS NULL THEN 'own_head_id'
            WHEN (found_on_written IS NOT NULL AND found_on IS NULL) OR found_on > today.today THEN 'found_on'
            WHEN township IS NULL THEN 'own_township'
        END AS item,
        (SELECT STRING_AGG(way, '、' ORDER BY way) FROM handling.own_way) AS own_ways
    FROM placed
    CROSS JOIN handling.today AS today
),
sent AS (
    SELECT faulty.month, faulty.file_name, faulty.sheet, faulty.row_number, MIN(register.number) AS number
    FROM faulty
    INNER JOIN handling.register AS register
        ON register.way = faulty.way AND register.origin <> 'township' AND NOT register.is_withdrawn
            AND (register.subject_id = faulty.whom OR register.head_id = faulty.whom)
            AND register.month >= SUBSTRING(faulty.event, 1, 7)
            AND POSITION(faulty.words IN words_of(register.says)) > 0
    WHERE faulty.item IS NULL AND faulty.own_number NOT IN (SELECT number FROM handling.register)
    GROUP BY faulty.month, faulty.file_name, faulty.sheet, faulty.row_number
)
SELECT
    faulty.month,
    faulty.list_month,
    faulty.file_name,
    faulty.sheet,
    faulty.row_number,
    CASE WHEN faulty.item IS NULL THEN COALESCE(sent.number, faulty.own_number) ELSE '' END AS number,
    sent.number IS NULL AS is_new,
    faulty.item,
    CASE faulty.item
        WHEN 'way' THEN faulty.way
        WHEN 'own_head_id' THEN faulty.head_id
        WHEN 'own_subject_id' THEN faulty.subject_id
        WHEN 'found_on' THEN faulty.found_on_written
    END AS written,
    CASE
        WHEN faulty.item = 'own_number'
            THEN '这一行像是照抄别的行加上的，还带着那一行的预警编号或校验码；是新上报的，请填在《镇村上报》，或把这两格清空'
        WHEN faulty.item = 'way' AND faulty.way IS NULL
            THEN '没有预警编号，也没有写预警方式；自行上报的请选：' || faulty.own_ways || '；原有的请在有编号的原行填写'
        WHEN faulty.item = 'way'
            THEN '没有预警编号；自行上报的，预警方式只能是：' || faulty.own_ways || '；部门预警请在有编号的原行填写'
        WHEN faulty.item = 'says' THEN '没有写具体预警信息；请写明发现了什么困难'
        WHEN faulty.item = 'own_head_id' AND faulty.whom IS NULL AND NOT faulty.head_is_faulty
            THEN '没有写身份证，不知道是哪一户；请填户主或预警对象的18位身份证'
        WHEN faulty.item IN ('own_head_id', 'own_subject_id') THEN '身份证不是有效的号码；请对照证件逐位核对'
        WHEN faulty.item = 'found_on' AND faulty.found_on IS NULL THEN '看不出是哪一天；请只写一天，写成 2026-11-20 这样的日期'
        WHEN faulty.item = 'found_on' THEN '这一天还没有到；请核对日期'
        WHEN faulty.item = 'own_township' THEN '看不出是哪个镇街的；请用本镇街的原表填写，或写明镇街'
    END AS reason,
    faulty.way,
    COALESCE(faulty.told_by, faulty.township) AS department,
    faulty.says,
    faulty.words AS says_key,
    faulty.rule_code,
    faulty.risk,
    faulty.grade,
    COALESCE(faulty.home_id, 'BW' || UPPER(SUBSTRING(MD5(COALESCE(faulty.head_id18, faulty.whom)), 1, 14))) AS household_id,
    faulty.person_key,
    faulty.township,
    CASE
        WHEN faulty.home_township = faulty.township THEN COALESCE(faulty.home_village, faulty.village_text)
        ELSE faulty.village_text
    END AS village,
    COALESCE(faulty.home_head_name, faulty.head_name) AS head_name,
    COALESCE(faulty.home_head_id, faulty.head_id18, faulty.head_id) AS head_id,
    COALESCE(faulty.person_name, faulty.subject_name, faulty.head_name) AS subject_name,
    COALESCE(faulty.whom, faulty.subject_id) AS subject_id,
    faulty.relation,
    faulty.feedback_on,
    faulty.found_on_written,
    CONCAT_WS('；',
        '镇街自行上报',
        CASE WHEN faulty.is_monitored THEN '已在监测（未消除）：' || faulty.monitoring_kind || '，核对帮扶措施，不再识别' END,
        CASE WHEN faulty.is_supported THEN '低保特困免重复比对' END,
        CASE WHEN faulty.home_id IS NULL THEN '户库中没有这一户，请核对并在系统中补录' END,
        CASE WHEN faulty.home_township <> faulty.township THEN '户库中本户在' || faulty.home_township || '，请核对' END,
        CASE WHEN faulty.home_id IS NOT NULL AND faulty.person_key IS NULL THEN '预警对象不在户库，请核对' END,
        CASE WHEN faulty.subject_household <> faulty.home_id THEN '预警对象在户库中属另一户，请核对' END,
        CASE WHEN faulty.named_key <> faulty.head_name_key AND faulty.head_name_key <> '' THEN '户主姓名与户库不一致，请核对' END
    ) AS hints,
    CONCAT_WS(' ', faulty.file_name, faulty.sheet, '第' || CAST(faulty.row_number AS VARCHAR) || '行') AS provenance,
    COALESCE(faulty.is_monitored, FALSE) AS is_monitored,
    COALESCE(faulty.is_supported, FALSE) AS is_compared_already
FROM faulty
LEFT JOIN sent
    ON sent.month = faulty.month AND sent.file_name = faulty.file_name AND sent.sheet = faulty.sheet
        AND sent.row_number = faulty.row_number
