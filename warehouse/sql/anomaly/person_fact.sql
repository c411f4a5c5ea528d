-- Question: what is known of each person that a cleaning rule may ask about?
-- Grain: one person.
-- Inputs: anomaly.known_person, base.person, base.household
-- age_in_september: whole years on 1 September of the school year, by which schooling is judged.
-- stage: what 在校生状况 says, as a stage of schooling; NULL for 非在校生 and the like.
-- card_kind, card_grade: kind and grade of disability, from the number of the certificate.
-- can_work, cannot_work: by 劳动技能; half able is neither.
SELECT
    known.fact_row,
    person.person_key,
    person.household_id,
    household.township,
    household.village,
    household.head_name,
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
    person.name_key,
    person.unread,
    person.certificate_kind,
    person.id_state,
    person.id18,
    known.number_length,
    known.is_stand_in,
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
    known.same_number_persons,
    known.same_number_households,
    known.same_number_at_home,
    known.same_birth_numbers,
    known.other_household_id,
    elsewhere.township || elsewhere.village AS other_place,
    person.sex,
    known.filled_sex,
    known.number_sex,
    COALESCE(known.number_sex, known.filled_sex) AS known_sex,
    person.born_on,
    known.number_born_on,
    known.known_born_on,
    EXTRACT(YEAR FROM known.today_of_month) - EXTRACT(YEAR FROM known.known_born_on) - CASE
        WHEN EXTRACT(MONTH FROM known.today_of_month) * 100 + EXTRACT(DAY FROM known.today_of_month)
            < EXTRACT(MONTH FROM known.known_born_on) * 100 + EXTRACT(DAY FROM known.known_born_on) THEN 1
        ELSE 0
    END AS age_years,
    EXTRACT(YEAR FROM known.today_of_month) - CASE WHEN EXTRACT(MONTH FROM known.today_of_month) < 9 THEN 1 ELSE 0 END
        - EXTRACT(YEAR FROM known.known_born_on)
        - CASE WHEN EXTRACT(MONTH FROM known.known_born_on) * 100 + EXTRACT(DAY FROM known.known_born_on) > 901 THEN 1 ELSE 0 END
        AS age_in_september,
    person.ethnicity,
    person.political_status,
    person.relation,
    known.relation_kind,
    known.relation_sex,
    person.household_size,
    known.heads,
    known.head_born_on,
    known.reported_dead,
    EXTRACT(YEAR FROM known.known_born_on) - EXTRACT(YEAR FROM known.head_born_on) - CASE
        WHEN EXTRACT(MONTH FROM known.known_born_on) * 100 + EXTRACT(DAY FROM known.known_born_on)
            < EXTRACT(MONTH FROM known.head_born_on) * 100 + EXTRACT(DAY FROM known.head_born_on) THEN 1
        ELSE 0
    END AS years_younger_than_head,
    person.phone,
    known.same_phone_households,
    household.is_monitored,
    household.monitoring_kind IS NOT NULL AND NOT household.is_monitored AS is_relieved,
    CASE
        WHEN person.student_status LIKE '%学龄前%' OR person.student_status LIKE '%学前%' OR person.student_status LIKE '%幼儿%' THEN '学前'
        WHEN person.student_status LIKE '%硕士%' OR person.student_status LIKE '%博士%' OR person.student_status LIKE '%研究生%' THEN '研究生'
        WHEN person.student_status LIKE '%本科%' THEN '本科'
        WHEN person.student_status LIKE '%高职%' OR person.student_status LIKE '%大专%' OR person.student_status LIKE '%专科%' THEN '高职'
        WHEN person.student_status LIKE '%技师%' THEN '技师'
        WHEN person.student_status LIKE '%中职%' OR person.student_status LIKE '%中专%' OR person.student_status LIKE '%职高%'
            OR person.student_status LIKE '%技校%' THEN '中职'
        WHEN person.student_status LIKE '%高中%' THEN '高中'
        WHEN person.student_status LIKE '%七年级%' OR person.student_status LIKE '%八年级%' OR person.student_status LIKE '%九年级%'
            OR person.student_status LIKE '%初中%' THEN '初中'
        WHEN person.student_status LIKE '%小学%' OR person.student_status LIKE '_年级' THEN '小学'
    END AS stage,
    person.health = '健康' AS is_well,
    person.health LIKE '%大病%' AS is_seriously_ill,
    person.health LIKE '%慢性病%' OR person.health LIKE '%慢病%' AS is_chronically_ill,
    person.health LIKE '%残疾%' AS is_disabled,
    person.labour IN ('普通劳动力', '技能劳动力') AS can_work,
    person.labour IN ('丧失劳动力', '无劳动力') AS cannot_work,
    -- 学习
    person.education,
    person.student_status,
    person.left_school_because,
    person.has_dropout,
    -- 健康和保障
    person.health,
    person.is_insured,
    person.is_employee_insured,
    person.has_major_cover,
    person.has_private_cover,
    person.has_medical_aid,
    person.has_illness_aid,
    person.has_other_health_aid,
    person.has_resident_pension,
    person.has_employee_pension,
    person.is_dibao,
    person.is_tekun,
    -- 劳动和务工
    person.labour,
    person.speaks_mandarin,
    person.works_away,
    person.plans_work,
    person.works_abroad,
    person.work_place,
    person.work_county,
    person.work_months,
    person.work_from,
    person.work_until,
    person.earlier_work_until,
    person.work_monthly_yuan,
    person.employer,
    person.industry,
    person.job_channel,
    person.is_point_to_point,
    person.job_need,
    person.travel_aid_yuan,
    person.public_post,
    person.public_post_months,
    -- 监测
    person.household_kind,
    person.monitoring_kind,
    person.is_risk_removed,
    person.recognised_on,
    person.removed_on,
    person.removal_way,
    person.risk_1,
    person.risk_2,
    person.risk_3,
    person.risk_4,
    person.risk_5,
    person.risk_note,
    person.disaster_kind,
    person.is_guaranteed,
    person.collector,
    person.collector_phone,
    person.after_income_yuan,
    person.after_dropout,
    person.after_insured,
    person.after_house_damaged,
    person.after_water_damaged,
    -- 收入
    person.business_income_yuan,
    person.wage_income_yuan,
    person.property_income_yuan,
    person.transfer_income_yuan,
    person.business_cost_yuan,
    person.total_income_yuan,
    person.income_per_head_yuan,
    person.last_income_per_head_yuan,
    person.rigid_spending_yuan,
    person.eligible_self_paid_yuan,
    person.dibao_income_yuan,
    person.tekun_income_yuan,
    person.income_at_recognition_yuan,
    person.income_at_removal_yuan,
    -- 生活条件
    person.farmland_mu,
    person.forest_mu,
    person.retired_farmland_mu,
    person.orchard_mu,
    person.pasture_mu,
    person.water_mu,
    person.has_power,
    person.has_safe_water,
    person.has_toilet,
    person.has_paved_road,
    person.road_km,
    person.housing_m2,
    person.is_unsafe_house,
    person.house_grade,
    person.renovated_in,
    -- 帮扶措施：填“否”的等于没有
    NULLIF(person.measure_industry, '否') AS measure_industry,
    NULLIF(person.measure_job, '否') AS measure_job,
    NULLIF(person.measure_finance, '否') AS measure_finance,
    NULLIF(person.measure_post, '否') AS measure_post,
    NULLIF(person.measure_education, '否') AS measure_education,
    NULLIF(person.measure_schooling, '否') AS measure_schooling,
    NULLIF(person.measure_health, '否') AS measure_health,
    NULLIF(person.measure_housing, '否') AS measure_housing,
    NULLIF(person.measure_water, '否') AS measure_water,
    NULLIF(person.measure_relocation, '否') AS measure_relocation,
    NULLIF(person.measure_conditions, '否') AS measure_conditions,
    NULLIF(person.measure_infrastructure, '否') AS measure_infrastructure,
    NULLIF(person.measure_support, '否') AS measure_support,
    NULLIF(person.measure_social, '否') AS measure_social,
    NULLIF(person.measure_morale, '否') AS measure_morale,
    NULLIF(person.measure_other, '否') AS measure_other,
    person.development_state
FROM base.person AS person
INNER JOIN anomaly.known_person AS known
    ON known.person_key = person.person_key AND known.row_number = person.row_number
    AND known.file_name = person.file_name AND known.sheet IS NOT DISTINCT FROM person.sheet
INNER JOIN base.household AS household ON household.household_id = person.household_id
LEFT JOIN base.household AS elsewhere ON elsewhere.household_id = known.other_household_id
