-- Question: what have the departments last said of each person of the base that a cleaning rule may compare with it?
-- Grain: one feed and one person: the latest kept row of this month and the eleven before it. A department sends a matter
-- once; it stands until a later row of the same feed and person takes its place. Of a feed that comes as a full roster only
-- the last roster counts: who is no longer in it is no longer said to be.
-- Inputs: raw.feed_row, raw.* of the feeds compared, base.person, base.household, base.village, fact.person, fact.head_record,
--     ops.expected_feed, ops.period
-- Found by number as in match.own; nobody is guessed. sure_feed: the feed, where the name sent agrees or is blank; NULL where
-- it is another name: then the number is in doubt, and nothing else that the row says is compared.
-- happened_in: the month of the matter, else the month it was sent. died_in: likewise, by the list of deaths.
-- told_dibao, told_tekun: true 民政 says so; false 停发; NULL not said, of a town, or overtaken by the other of the two.
-- is_both: 低保 and 特困 in one month. is_ended: the row says that something ends (停发, 注销).
-- sent_grade, sent_kind: grade and kind of disability by the row's own columns; card_ and base_card_ by the twentieth and
-- nineteenth digit of the certificate sent and of the one in the base. renovated_months: months since the house was taken in hand.
-- is_this_school_year: it happened since September. is_without_insurance: 居民医保 is 否, and 职工医保 is not 是.
-- sent_township: the township sent, where the base has it. What households have in common is taken from the head's row.
WITH period AS (
    SELECT
        month,
        today_of_month,
        CAST(SUBSTRING(month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(month, 6, 2) AS BIGINT) AS month_index
    FROM ops.period
),
within_year AS (
    SELECT
        feed_row.month, feed_row.row_key, feed_row.feed, feed_row.file_order, feed_row.row_number, feed_row.file_name, feed_row.sheet,
        feed_row.department, feed_row.subject_name, feed_row.name_key, feed_row.id_state, feed_row.id18, feed_row.township_text,
        COALESCE(feed_row.event_month, feed_row.month) AS happened_in,
        period.month AS this_month,
        period.month_index
    FROM raw.feed_row AS feed_row
    INNER JOIN period
        ON feed_row.month <= period.month
            AND CAST(SUBSTRING(feed_row.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(feed_row.month, 6, 2) AS BIGINT)
            > period.month_index - 12
    WHERE feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL AND feed_row.feed <> 'base_gap'
),
last_roster AS (
    SELECT within_year.feed, MAX(within_year.month) AS month
    FROM within_year
    INNER JOIN ops.expected_feed AS expected ON expected.feed = within_year.feed AND expected.delivery = 'roster'
    GROUP BY within_year.feed
),
found AS (
    SELECT within_year.*, person.person_key, NULLIF(person.name_key, '') AS base_name_key
    FROM within_year
    INNER JOIN base.person AS person ON person.id18 = within_year.id18
    LEFT JOIN last_roster ON last_roster.feed = within_year.feed
    WHERE within_year.month = COALESCE(last_roster.month, within_year.month)
        AND (
            (within_year.id_state <> 'from_15' AND within_year.id18 NOT LIKE '%000')
            OR within_year.name_key IN (person.name_key, '')
        )
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY within_year.month, within_year.row_key
        ORDER BY CASE WHEN person.name_key = within_year.name_key THEN 0 ELSE 1 END, person.person_key
    ) = 1
),
latest AS (
    SELECT
        *,
        NULLIF(name_key, '') AS sent_name_key,
        CASE WHEN name_key = '' OR name_key = base_name_key THEN feed END AS sure_feed
    FROM found
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY feed, person_key ORDER BY month DESC, file_order DESC, row_number, row_key
    ) = 1
),
said AS (
    SELECT
        latest.*,
        COALESCE(dibao.change_kind = '停发', tekun.change_kind = '停发', edge.change_kind = '停发',
            disability.certificate_event = '注销', FALSE) AS is_ended,
        CASE
            WHEN dibao.row_key IS NULL OR dibao.area_kind = '城市' THEN NULL
            WHEN dibao.change_kind = '停发' THEN FALSE
            WHEN '、' || COALESCE(dibao.support_classes, '低保') || '、' LIKE '%、低保、%' THEN TRUE
        END AS says_dibao,
        CASE
            WHEN tekun.row_key IS NULL OR tekun.area_kind = '城市' THEN NULL
            ELSE COALESCE(tekun.change_kind, '新增') <> '停发'
        END AS says_tekun,
        COALESCE(dibao.support_classes LIKE '%特困%', FALSE) AS says_both,
        dibao.supported_people,
        dibao.dibao_class LIKE '%整户%' OR dibao.dibao_class LIKE '%全户%' AS is_whole_household,
        disability.disability_grade AS sent_grade,
        CASE
            WHEN disability.disability_kind LIKE '%多重%' OR disability.disability_kind LIKE '%、%' THEN 7
            WHEN disability.disability_kind LIKE '%视力%' THEN 1
            WHEN disability.disability_kind LIKE '%听力%' THEN 2
            WHEN disability.disability_kind LIKE '%言语%' THEN 3
            WHEN disability.disability_kind LIKE '%肢体%' THEN 4
            WHEN disability.disability_kind LIKE '%智力%' THEN 5
            WHEN disability.disability_kind LIKE '%精神%' THEN 6
        END AS sent_kind,
        disability.disability_kind,
        CASE
            WHEN LENGTH(REPLACE(disability.certificate_number, ' ', '')) IN (20, 22)
                THEN UPPER(REPLACE(disability.certificate_number, ' ', ''))
        END AS certificate,
        housing.housing_grade,
        housing.is_only_home,
        renovation.renovation_kind,
        disease.disease,
        CAST(medical.self_paid_ytd_yuan AS DECIMAL(12, 2)) AS self_paid_ytd_yuan,
        water.water_trouble,
        CASE WHEN water.row_key IS NOT NULL THEN COALESCE(water.water_state, '未解决') END AS water_state,
        dropout_.left_school_because AS sent_dropout_because,
        aid.aid_name,
        aid.stage AS aid_stage,
        moved.moved_to
    FROM latest
    LEFT JOIN raw.dibao AS dibao
        ON latest.sure_feed = 'dibao' AND dibao.month = latest.month AND dibao.row_key = latest.row_key
    LEFT JOIN raw.tekun AS tekun
        ON latest.sure_feed = 'tekun' AND tekun.month = latest.month AND tekun.row_key = latest.row_key
    LEFT JOIN raw.dibao_edge AS edge
        ON latest.sure_feed = 'dibao_edge' AND edge.month = latest.month AND edge.row_key = latest.row_key
    LEFT JOIN raw.disability AS disability
        ON latest.sure_feed = 'disability' AND disability.month = latest.month AND disability.row_key = latest.row_key
    LEFT JOIN raw.housing_grade AS housing
        ON latest.sure_feed = 'housing_grade' AND housing.month = latest.month AND housing.row_key = latest.row_key
    LEFT JOIN raw.housing_renovation AS renovation
        ON latest.sure_feed = 'housing_renovation' AND renovation.month = latest.month AND renovation.row_key = latest.row_key
    LEFT JOIN raw.serious_disease AS disease
        ON latest.sure_feed = 'serious_disease' AND disease.month = latest.month AND disease.row_key = latest.row_key
    LEFT JOIN raw.medical_expense AS medical
        ON latest.sure_feed = 'medical_expense' AND medical.month = latest.month AND medical.row_key = latest.row_key
    LEFT JOIN raw.unsafe_water AS water
        ON latest.sure_feed = 'unsafe_water' AND water.month = latest.month AND water.row_key = latest.row_key
    LEFT JOIN raw.school_dropout AS dropout_
        ON latest.sure_feed = 'school_dropout' AND dropout_.month = latest.month AND dropout_.row_key = latest.row_key
    LEFT JOIN raw.education_aid AS aid
        ON latest.sure_feed = 'education_aid' AND aid.month = latest.month AND aid.row_key = latest.row_key
    LEFT JOIN raw.moved_away AS moved
        ON latest.sure_feed = 'moved_away' AND moved.month = latest.month AND moved.row_key = latest.row_key
),
together AS (
    SELECT
        *,
        MAX(CASE WHEN says_dibao THEN month END) OVER (PARTITION BY person_key) AS dibao_month,
        MAX(CASE WHEN says_tekun THEN month END) OVER (PARTITION BY person_key) AS tekun_month,
        MAX(CASE WHEN sure_feed = 'death' THEN happened_in END) OVER (PARTITION BY person_key) AS died_in
    FROM said
),
township AS (
    SELECT township_key, MIN(township) AS township
    FROM base.village
    WHERE LENGTH(township_key) >= 2
    GROUP BY township_key
    HAVING COUNT(DISTINCT township) = 1
)
SELECT
    ROW_NUMBER() OVER (ORDER BY together.feed, together.person_key) AS fact_row,
    person.person_key,
    person.household_id,
    person.township,
    person.village,
    person.head_name,
    person.person_name,
    person.person_number,
    CONCAT_WS(' ', CASE WHEN together.month <> together.this_month THEN together.month END, together.department,
        together.file_name, CASE WHEN together.sheet <> '' THEN together.sheet END,
        '第' || CAST(together.row_number AS STRING) || '行') AS provenance,
    together.file_name,
    person.today_of_month,
    together.feed,
    together.department,
    together.month AS sent_in,
    together.happened_in,
    together.died_in,
    together.subject_name AS sent_name,
    together.sent_name_key,
    together.base_name_key,
    together.sure_feed,
    together.is_ended,
    CASE WHEN together.says_dibao AND together.tekun_month > together.month THEN NULL ELSE together.says_dibao END AS told_dibao,
    CASE WHEN together.says_tekun AND together.dibao_month > together.month THEN NULL ELSE together.says_tekun END AS told_tekun,
    COALESCE(together.says_dibao AND (together.says_both OR together.tekun_month = together.month), FALSE) AS is_both,
    together.supported_people,
    together.is_whole_household,
    together.sent_grade,
    together.sent_kind,
    together.disability_kind,
    TRY_CAST(SUBSTRING(together.certificate, 19, 1) AS INTEGER) AS card_kind,
    TRY_CAST(SUBSTRING(together.certificate, 20, 1) AS INTEGER) AS card_grade,
    COALESCE(SUBSTRING(together.certificate, 1, 18) <> together.id18, FALSE) AS is_others_certificate,
    together.housing_grade,
    together.is_only_home,
    together.renovation_kind,
    CASE
        WHEN together.sure_feed = 'housing_renovation'
            THEN together.month_index - CAST(SUBSTRING(together.happened_in, 1, 4) AS BIGINT) * 12
                - CAST(SUBSTRING(together.happened_in, 6, 2) AS BIGINT)
    END AS renovated_months,
    together.disease,
    together.self_paid_ytd_yuan,
    together.water_trouble,
    together.water_state,
    together.sent_dropout_because,
    together.aid_name,
    together.aid_stage,
    together.happened_in >= CASE
        WHEN SUBSTRING(together.this_month, 6, 2) >= '09' THEN SUBSTRING(together.this_month, 1, 4)
        ELSE CAST(CAST(SUBSTRING(together.this_month, 1, 4) AS BIGINT) - 1 AS STRING)
    END || '-09' AS is_this_school_year,
    together.moved_to,
    CASE WHEN together.sure_feed IS NOT NULL THEN township.township END AS sent_township,
    household.members,
    person.is_dibao,
    person.is_tekun,
    person.health,
    person.is_well,
    person.is_seriously_ill,
    person.is_disabled,
    person.id_state,
    person.card_kind AS base_card_kind,
    person.card_grade AS base_card_grade,
    person.is_insured,
    person.is_employee_insured,
    person.is_insured = FALSE AND COALESCE(person.is_employee_insured, FALSE) = FALSE AS is_without_insurance,
    person.student_status,
    person.stage,
    person.education,
    person.left_school_because,
    head.is_unsafe_house,
    head.house_grade,
    head.renovated_in,
    head.has_safe_water
FROM together
INNER JOIN fact.person AS person ON person.person_key = together.person_key
INNER JOIN base.household AS household ON household.household_id = person.household_id
INNER JOIN fact.head_record AS head ON head.household_id = household.household_id
LEFT JOIN township
    ON township.township_key = REPLACE(REPLACE(REPLACE(together.township_text, '街道', ''), '镇', ''), '乡', '')
