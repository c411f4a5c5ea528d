-- Question: what is known of each person that a cleaning rule may ask about?
-- Grain: one person.
-- Inputs: fact.known_person, seen.held_person, seen.held_household
-- age_in_september: whole years on 1 September of the school year, by which schooling is judged.
-- stage and the levels of education: see fact.schooling. is_student: at school from 小学 on; FALSE where 在校生状况 is
-- blank, as it is for all who are not at school.
-- is_excused: the reason for not being at school is none of 失学辍学: illness, disability, leave, home teaching, 初中 finished.
-- card_kind, card_grade: kind and grade of disability, from the number of the certificate. has_severe_limbs: 肢体一、二级.
-- can_work, cannot_work: by 劳动技能; half able is neither.
-- is_uninsured: 居民医保 and 职工医保 are both 否; a blank is no 否. is_without_insurance is wider: 居民医保 is 否, and
-- 职工医保 is 否 or blank.
-- is_followed: of a 脱贫户 or of a household that is or was monitored: of them the national system asks everything.
-- age_at_work_start, months_since_work_began, months_since_work_ended: by months, for exports give no days.
-- works_elsewhere: 务工 is outside the own county, by 务工所在县, else by 务工所在地; NULL where neither says so.
-- worked_at: 务工所在县, else 务工所在地.
WITH numbered AS (
    -- A day as a number: 2026-10-31 is 20261031. Between two days lie as many full years as whole ten thousands.
    SELECT
        *,
        EXTRACT(YEAR FROM today_of_month) * 10000 + EXTRACT(MONTH FROM today_of_month) * 100 + EXTRACT(DAY FROM today_of_month) AS today,
        (EXTRACT(YEAR FROM today_of_month) - CASE WHEN EXTRACT(MONTH FROM today_of_month) < 9 THEN 1 ELSE 0 END) * 10000 + 901
            AS first_of_september,
        EXTRACT(YEAR FROM known_born_on) * 10000 + EXTRACT(MONTH FROM known_born_on) * 100 + EXTRACT(DAY FROM known_born_on) AS birth,
        EXTRACT(YEAR FROM head_born_on) * 10000 + EXTRACT(MONTH FROM head_born_on) * 100 + EXTRACT(DAY FROM head_born_on) AS birth_of_head
    FROM fact.known_person
)
SELECT
    known.fact_row,
    person.person_key, person.household_id,
    household.township, household.village, household.head_name,
    person.person_name,
    COALESCE(person.id18, person.id_text) AS person_number,
    person.person_id_number AS filled_number,
    CONCAT_WS(' ', '户库', person.file_name, CASE WHEN person.sheet <> '' THEN person.sheet END,
        '第' || CAST(person.row_number AS STRING) || '行') AS provenance,
    person.file_name,
    known.today_of_month,
    person.household_id LIKE '无户编号-%' AS is_without_household_id,
    person.person_id,
    known.same_key_rows,
    person.name_key, person.unread, person.certificate_kind, person.id_state, person.id18,
    known.number_length, known.is_stand_in,
    COALESCE(
        CAST(TRY_CAST(SUBSTRING(person.id_text, 1, 17) AS BIGINT) AS STRING) = SUBSTRING(person.id_text, 1, 17), FALSE
    ) AS has_17_digits,
    COALESCE(
        TRY_CAST(
            SUBSTRING(person.id_text, 7, 4) || '-' || SUBSTRING(person.id_text, 11, 2) || '-' || SUBSTRING(person.id_text, 13, 2)
            AS DATE
        ) BETWEEN CAST('1900-01-01' AS DATE) AND known.today_of_month, FALSE
    ) AS has_real_birth_date,
    CASE WHEN person.id_state = 'from_certificate' THEN TRY_CAST(SUBSTRING(person.id_text, 19, 1) AS INTEGER) END AS card_kind,
    CASE WHEN person.id_state = 'from_certificate' THEN TRY_CAST(SUBSTRING(person.id_text, 20, 1) AS INTEGER) END AS card_grade,
    known.same_number_persons, known.same_number_households, known.same_number_at_home,
    known.same_birth_numbers, known.other_household_id,
    elsewhere.township || elsewhere.village AS other_place,
    person.sex,
    known.filled_sex, known.number_sex,
    COALESCE(known.number_sex, known.filled_sex) AS known_sex,
    person.born_on,
    known.number_born_on, known.known_born_on,
    CAST(FLOOR((known.today - known.birth) / 10000.0) AS BIGINT) AS age_years,
    CAST(FLOOR((known.first_of_september - known.birth) / 10000.0) AS BIGINT) AS age_in_september,
    person.ethnicity, person.political_status, person.relation,
    known.relation_kind, known.relation_sex,
    person.household_size,
    known.heads, known.head_born_on, known.reported_dead,
    CAST(FLOOR((known.birth - known.birth_of_head) / 10000.0) AS BIGINT) AS years_younger_than_head,
    person.phone,
    known.same_phone_households, known.phone_state, known.is_phone_made_up, known.is_first_with_phone,
    known.collector_phone_state,
    household.is_monitored,
    household.monitoring_kind IS NOT NULL AND NOT household.is_monitored AS is_relieved,
    known.stage, known.stage_least, known.stage_most, known.education_level, known.says_not_at_school,
    known.stage IS NOT NULL AND known.stage <> '学前' AS is_student,
    person.left_school_because LIKE '%病%' OR person.left_school_because LIKE '%残%' OR person.left_school_because LIKE '%身体%'
        OR person.left_school_because LIKE '%休学%' OR person.left_school_because LIKE '%缓%'
        OR person.left_school_because LIKE '%送教%' OR person.left_school_because LIKE '%毕业%' AS is_excused,
    person.health = '健康' AS is_well,
    person.health LIKE '%大病%' AS is_seriously_ill,
    person.health LIKE '%慢性病%' OR person.health LIKE '%慢病%' AS is_chronically_ill,
    person.health LIKE '%残疾%' AS is_disabled,
    person.labour IN ('普通劳动力', '技能劳动力') AS can_work,
    person.labour IN ('丧失劳动力', '无劳动力') AS cannot_work,
    COALESCE(
        person.id_state = 'from_certificate' AND SUBSTRING(person.id_text, 19, 1) = '4' AND SUBSTRING(person.id_text, 20, 1) <= '2',
        FALSE
    ) AS has_severe_limbs,
    NOT person.is_insured AND NOT person.is_employee_insured AS is_uninsured,
    person.is_insured = FALSE AND COALESCE(person.is_employee_insured, FALSE) = FALSE AS is_without_insurance,
    household.monitoring_kind IS NOT NULL OR COALESCE(person.household_kind LIKE '脱贫%', FALSE) AS is_followed,
    -- 学习
    person.education, person.student_status, person.left_school_because, person.has_dropout,
    -- 健康和保障
    person.health, person.is_insured, person.is_employee_insured, person.has_major_cover,
    person.has_private_cover, person.has_medical_aid, person.has_illness_aid, person.has_other_health_aid,
    person.has_resident_pension, person.has_employee_pension, person.is_dibao, person.is_tekun,
    -- 劳动和务工
    person.labour, person.speaks_mandarin, person.works_away, person.plans_work, person.works_abroad,
    person.work_place, person.work_county, person.work_months, person.work_from, person.work_until,
    person.earlier_work_until, person.work_monthly_yuan, person.employer, person.industry, person.job_channel,
    person.is_point_to_point, person.job_need, person.travel_aid_yuan,
    CASE WHEN person.public_post NOT IN ('否', '0') THEN person.public_post END AS public_post,
    person.public_post_months,
    LENGTH(person.public_post) - LENGTH(
        REPLACE(REPLACE(REPLACE(REPLACE(person.public_post, '、', ''), ',', ''), ';', ''), '/', '')
    ) + 1 AS public_posts,
    EXTRACT(YEAR FROM person.work_from) - EXTRACT(YEAR FROM known.known_born_on) - CASE
        WHEN EXTRACT(MONTH FROM person.work_from) < EXTRACT(MONTH FROM known.known_born_on) THEN 1
        ELSE 0
    END AS age_at_work_start,
    EXTRACT(YEAR FROM known.today_of_month) * 12 + EXTRACT(MONTH FROM known.today_of_month)
        - EXTRACT(YEAR FROM person.work_from) * 12 - EXTRACT(MONTH FROM person.work_from) AS months_since_work_began,
    EXTRACT(YEAR FROM known.today_of_month) * 12 + EXTRACT(MONTH FROM known.today_of_month)
        - EXTRACT(YEAR FROM person.work_until) * 12 - EXTRACT(MONTH FROM person.work_until) AS months_since_work_ended,
    CASE
        WHEN person.work_county IS NOT NULL THEN person.work_county NOT LIKE '%'
            || CASE WHEN LENGTH(person.county) > 2 THEN SUBSTRING(person.county, 1, LENGTH(person.county) - 1) ELSE person.county END || '%'
        WHEN person.work_place LIKE '%县外%' OR person.work_place LIKE '%市外%' OR person.work_place LIKE '%省外%' THEN TRUE
    END AS works_elsewhere,
    COALESCE(person.work_county, person.work_place) AS worked_at
FROM seen.held_person AS person
INNER JOIN numbered AS known
    ON known.person_key = person.person_key AND known.row_number = person.row_number
    AND known.file_name = person.file_name AND known.sheet IS NOT DISTINCT FROM person.sheet
INNER JOIN seen.held_household AS household ON household.household_id = person.household_id
LEFT JOIN seen.held_household AS elsewhere ON elsewhere.household_id = known.other_household_id
