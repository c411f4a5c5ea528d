-- Question: what have the departments last said of each person of the base that a cleaning rule may compare with it?
-- Grain: one feed and one person, as in fact.standing_row.
-- Inputs: fact.standing_value, fact.standing_support, seen.held_household, seen.held_village, fact.person, fact.head_record
-- happened_in, sure_feed: see fact.standing_row; died_in: fact.standing_value.
-- told_dibao, told_tekun: true 民政 says so; false 停发; NULL not said, of a town, or overtaken by the other of the two.
-- is_both: 低保 and 特困 in one month. is_ended: the row says that something ends (停发, 注销).
-- sent_grade, sent_kind: grade and kind of disability by the row's own columns; card_ and base_card_ by the twentieth and
-- nineteenth digit of the certificate sent and of the one in the base. renovated_months: months since the house was taken in hand.
-- is_this_school_year: it happened since September.
-- sent_township: the township sent, where the base has it. What households have in common is taken from the head's row.
WITH township AS (
    SELECT township_key, MIN(township) AS township
    FROM seen.held_village
    WHERE LENGTH(township_key) >= 2
    GROUP BY township_key
    HAVING COUNT(DISTINCT township) = 1
)
SELECT
    ROW_NUMBER() OVER (ORDER BY standing.feed, standing.person_key) AS fact_row,
    person.person_key,
    person.household_id,
    person.township,
    person.village,
    person.head_name,
    person.person_name,
    person.person_number,
    CONCAT_WS(' ', CASE WHEN standing.month <> standing.this_month THEN standing.month END, standing.department,
        standing.file_name, CASE WHEN standing.sheet <> '' THEN standing.sheet END,
        '第' || CAST(standing.row_number AS STRING) || '行') AS provenance,
    standing.file_name,
    person.today_of_month,
    standing.feed,
    standing.department,
    standing.month AS sent_in,
    standing.happened_in,
    standing.died_in,
    standing.subject_name AS sent_name,
    standing.sent_name_key,
    standing.base_name_key,
    standing.sure_feed,
    COALESCE(support.is_ended, standing.is_cancelled, FALSE) AS is_ended,
    CASE WHEN support.says_dibao AND support.tekun_month > standing.month THEN NULL ELSE support.says_dibao END AS told_dibao,
    CASE WHEN support.says_tekun AND support.dibao_month > standing.month THEN NULL ELSE support.says_tekun END AS told_tekun,
    COALESCE(support.says_dibao AND (support.says_both OR support.tekun_month = standing.month), FALSE) AS is_both,
    support.supported_people,
    support.is_whole_household,
    standing.sent_grade,
    standing.sent_kind,
    standing.disability_kind,
    TRY_CAST(SUBSTRING(standing.certificate, 19, 1) AS INTEGER) AS card_kind,
    TRY_CAST(SUBSTRING(standing.certificate, 20, 1) AS INTEGER) AS card_grade,
    COALESCE(SUBSTRING(standing.certificate, 1, 18) <> standing.id18, FALSE) AS is_others_certificate,
    standing.housing_grade,
    standing.is_only_home,
    standing.renovation_kind,
    CASE
        WHEN standing.sure_feed = 'housing_renovation'
            THEN standing.month_index - CAST(SUBSTRING(standing.happened_in, 1, 4) AS BIGINT) * 12
                - CAST(SUBSTRING(standing.happened_in, 6, 2) AS BIGINT)
    END AS renovated_months,
    standing.disease,
    standing.self_paid_ytd_yuan,
    standing.water_trouble,
    standing.water_state,
    standing.sent_dropout_because,
    standing.aid_name,
    standing.aid_stage,
    standing.happened_in >= CASE
        WHEN SUBSTRING(standing.this_month, 6, 2) >= '09' THEN SUBSTRING(standing.this_month, 1, 4)
        ELSE CAST(CAST(SUBSTRING(standing.this_month, 1, 4) AS BIGINT) - 1 AS STRING)
    END || '-09' AS is_this_school_year,
    standing.moved_to,
    CASE WHEN standing.sure_feed IS NOT NULL AND NOT standing.is_member THEN township.township END AS sent_township,
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
FROM fact.standing_value AS standing
INNER JOIN fact.standing_support AS support ON support.feed = standing.feed AND support.person_key = standing.person_key
INNER JOIN fact.person AS person ON person.person_key = standing.person_key
INNER JOIN seen.held_household AS household ON household.household_id = person.household_id
INNER JOIN fact.head_record AS head ON head.household_id = household.household_id
LEFT JOIN township
    ON township.township_key = REPLACE(REPLACE(REPLACE(standing.township_text, '街道', ''), '镇', ''), '乡', '')
