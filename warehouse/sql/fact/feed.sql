-- Question: what have the departments last said of each person of the base that a cleaning rule may compare with it?
-- Grain: one feed and one person, as in fact.standing_row.
-- Inputs: fact.standing_row, raw.* of the feeds compared, base.household, base.village, fact.person, fact.head_record
-- happened_in, sure_feed: see fact.standing_row. died_in: the month of the death, by the list of deaths.
-- told_dibao, told_tekun: true 民政 says so; false 停发; NULL not said, of a town, or overtaken by the other of the two. A class
-- of A, 一档 or the like in a list of 低保 is a grade within it; one that names another support alone says nothing of 低保.
-- is_both: 低保 and 特困 in one month. is_ended: the row says that something ends (停发, 注销).
-- sent_grade, sent_kind: grade and kind of disability by the row's own columns; card_ and base_card_ by the twentieth and
-- nineteenth digit of the certificate sent and of the one in the base. renovated_months: months since the house was taken in hand.
-- is_this_school_year: it happened since September.
-- sent_township: the township sent, where the base has it. What households have in common is taken from the head's row.
WITH said AS (
    SELECT
        standing.*,
        COALESCE(dibao.change_kind = '停发', tekun.change_kind = '停发', edge.change_kind = '停发',
            disability.certificate_event = '注销', FALSE) AS is_ended,
        CASE
            WHEN dibao.row_key IS NULL OR dibao.area_kind = '城市' THEN NULL
            WHEN dibao.change_kind = '停发' THEN FALSE
            WHEN '、' || dibao.support_classes || '、' LIKE '%、低保、%' THEN TRUE
            WHEN dibao.support_classes LIKE '%特困%' OR dibao.support_classes LIKE '%低保边缘%'
                OR dibao.support_classes LIKE '%刚性支出困难%' OR dibao.support_classes LIKE '%孤儿%' THEN NULL
            ELSE TRUE
        END AS says_dibao,
        CASE
            WHEN tekun.row_key IS NULL OR tekun.area_kind = '城市' THEN NULL
            ELSE COALESCE(tekun.change_kind, '新增') <> '停发'
        END AS says_tekun,
        COALESCE(dibao.support_classes LIKE '%特困%', FALSE) AS says_both,
        CASE WHEN NOT standing.is_member THEN dibao.supported_people END AS supported_people,
        NOT standing.is_member AND (dibao.dibao_class LIKE '%整户%' OR dibao.dibao_class LIKE '%全户%') AS is_whole_household,
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
    FROM fact.standing_row AS standing
    LEFT JOIN raw.dibao AS dibao
        ON dibao.month = standing.month AND dibao.row_key = CASE WHEN standing.sure_feed = 'dibao' THEN standing.row_key END
    LEFT JOIN raw.tekun AS tekun
        ON tekun.month = standing.month AND tekun.row_key = CASE WHEN standing.sure_feed = 'tekun' THEN standing.row_key END
    LEFT JOIN raw.dibao_edge AS edge
        ON edge.month = standing.month AND edge.row_key = CASE WHEN standing.sure_feed = 'dibao_edge' THEN standing.row_key END
    LEFT JOIN raw.disability AS disability
        ON disability.month = standing.month AND disability.row_key = CASE WHEN standing.sure_feed = 'disability' THEN standing.row_key END
    LEFT JOIN raw.housing_grade AS housing
        ON housing.month = standing.month AND housing.row_key = CASE WHEN standing.sure_feed = 'housing_grade' THEN standing.row_key END
    LEFT JOIN raw.housing_renovation AS renovation
        ON renovation.month = standing.month AND renovation.row_key = CASE WHEN standing.sure_feed = 'housing_renovation' THEN standing.row_key END
    LEFT JOIN raw.serious_disease AS disease
        ON disease.month = standing.month AND disease.row_key = CASE WHEN standing.sure_feed = 'serious_disease' THEN standing.row_key END
    LEFT JOIN raw.medical_expense AS medical
        ON medical.month = standing.month AND medical.row_key = CASE WHEN standing.sure_feed = 'medical_expense' THEN standing.row_key END
    LEFT JOIN raw.unsafe_water AS water
        ON water.month = standing.month AND water.row_key = CASE WHEN standing.sure_feed = 'unsafe_water' THEN standing.row_key END
    LEFT JOIN raw.school_dropout AS dropout_
        ON dropout_.month = standing.month AND dropout_.row_key = CASE WHEN standing.sure_feed = 'school_dropout' THEN standing.row_key END
    LEFT JOIN raw.education_aid AS aid
        ON aid.month = standing.month AND aid.row_key = CASE WHEN standing.sure_feed = 'education_aid' THEN standing.row_key END
    LEFT JOIN raw.moved_away AS moved
        ON moved.month = standing.month AND moved.row_key = CASE WHEN standing.sure_feed = 'moved_away' THEN standing.row_key END
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
    CASE WHEN together.sure_feed IS NOT NULL AND NOT together.is_member THEN township.township END AS sent_township,
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
    person.is_without_insurance,
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
