-- Question: what is known of each household that a cleaning rule may ask about?
-- Grain: one household.
-- Inputs: fact.person, fact.head_record, base.household, base.person
-- What an export repeats for each member (income, house, risks, measures) is taken from the head's row.
-- spouse_sex, head_sex, head_age_years: only where there is one spouse, one head. declared_size reads 3, or 3至4 where
-- the rows of one household disagree. The provenance is the head's row.
-- Counts say how many members: labour_known of how many 劳动技能 is filled, likewise health_known and insurance_known, so
-- that “nobody” is never said of blanks. uninsured: 居民医保 is 否, and 职工医保 is not 是.
-- villages: in how many villages the members are registered.
-- children_not_at_school: of compulsory age (6 to 15 in September) and not at school; ages_unknown: members without any birth.
-- all_… and nobody_… are said of a whole household, so not where its members are unknown (no 户编号), nor where one of them
-- is blank. nobody_works: no member of working age is blank, and nobody has a record of work or a public post.
-- risks: 风险1 to 5 in one text, NULL where none is filled. has_risk_…: whether one of them is it, by any of its wordings;
-- NULL where no risk is filled. has_risk_job: 务工就业不稳; has_risk_labour: 缺劳动力; has_risk_other: 其他, without more words.
-- months_monitored: months since 识别. months_until_removed: months from 识别 to 消除.
-- is_marked_guaranteed: whether 整户无劳动能力兜底保障户 says 是; a blank is no mark.
-- removed_by_help: 消除方式 is 帮扶消除 (TRUE) or 自然消除 (FALSE).
-- was_renovated: 危改年度 names a year; a blank, or 0, is none.
-- has_…_measure: whether a measure is named where its kind stands; NULL where the kind says only 是, and names none.
-- has_development: a measure of 产业, 就业, 金融 or 公益岗位; names_no_development: none of them but 其他 and 技能培训.
-- has_only_support: 综合保障 and no measure of another kind. development_done: 已实施 (TRUE), 尚未实施 (FALSE).
-- computed_income_per_head_yuan: (家庭总收入 - 生产经营性支出) / members, as far as both are filled.
WITH counted AS (
    SELECT
        household_id,
        COUNT(*) AS members,
        COUNT(CASE WHEN relation_kind = 'head' THEN 1 END) AS heads,
        COUNT(CASE WHEN relation_kind = 'spouse' THEN 1 END) AS spouses,
        COUNT(CASE WHEN relation_kind IS NULL THEN 1 END) AS blank_relations,
        MAX(CASE WHEN relation_kind = 'head' THEN known_sex END) AS any_head_sex,
        MAX(CASE WHEN relation_kind = 'head' THEN age_years END) AS any_head_age,
        MAX(CASE WHEN relation_kind = 'spouse' THEN known_sex END) AS any_spouse_sex,
        MIN(household_size) AS size_least,
        MAX(household_size) AS size_most,
        COUNT(CASE WHEN age_years >= 16 AND age_years < 60 THEN 1 END) AS working_age,
        COUNT(labour) AS labour_known,
        COUNT(CASE WHEN can_work THEN 1 END) AS able,
        COUNT(CASE WHEN cannot_work THEN 1 END) AS unable,
        COUNT(works_away) AS work_known,
        COUNT(CASE WHEN works_away IS NULL AND age_years >= 16 AND age_years < 60 THEN 1 END) AS work_blank,
        COUNT(CASE WHEN works_away THEN 1 END) AS working_away,
        COUNT(
            CASE WHEN works_away OR work_months > 0 OR work_from IS NOT NULL OR public_post IS NOT NULL THEN 1 END
        ) AS with_work_record,
        COUNT(public_post) AS post_holders,
        COUNT(health) AS health_known,
        COUNT(CASE WHEN is_seriously_ill THEN 1 END) AS seriously_ill,
        COUNT(CASE WHEN is_chronically_ill THEN 1 END) AS chronically_ill,
        COUNT(CASE WHEN is_disabled THEN 1 END) AS disabled,
        COUNT(card_kind) AS card_holders,
        COUNT(CASE WHEN card_grade <= 2 THEN 1 END) AS severely_disabled,
        COUNT(is_insured) AS insurance_known,
        COUNT(CASE WHEN is_insured = FALSE AND COALESCE(is_employee_insured, FALSE) = FALSE THEN 1 END) AS uninsured,
        COUNT(CASE WHEN is_insured AND is_employee_insured THEN 1 END) AS doubly_insured,
        COUNT(is_dibao) AS dibao_known,
        COUNT(CASE WHEN is_dibao THEN 1 END) AS on_dibao,
        COUNT(is_tekun) AS tekun_known,
        COUNT(CASE WHEN is_tekun THEN 1 END) AS on_tekun,
        COUNT(CASE WHEN age_in_september BETWEEN 6 AND 15 THEN 1 END) AS school_age,
        COUNT(CASE WHEN left_school_because IS NOT NULL THEN 1 END) AS out_of_school,
        COUNT(CASE WHEN stage IN ('初中', '小学', '高中', '中职', '高职', '技师', '本科', '研究生') THEN 1 END) AS students,
        COUNT(CASE WHEN stage IN ('中职', '高职', '技师') THEN 1 END) AS vocational_students,
        COUNT(CASE WHEN age_in_september BETWEEN 6 AND 15 AND NOT is_student THEN 1 END) AS children_not_at_school,
        COUNT(CASE WHEN known_born_on IS NULL THEN 1 END) AS ages_unknown,
        COUNT(CASE WHEN phone_state <> 'blank' THEN 1 END) AS phones,
        COUNT(travel_aid_yuan) AS travel_aid_known,
        COALESCE(SUM(travel_aid_yuan), 0) AS travel_aid_yuan
    FROM fact.person
    GROUP BY household_id
),
worded AS (
    SELECT
        record.household_id,
        NULLIF(CONCAT_WS('、', record.risk_1, record.risk_2, record.risk_3, record.risk_4, record.risk_5), '') AS risks,
        CASE WHEN record.measure_support IN ('是', '有') THEN NULL ELSE COALESCE(record.measure_support, '') END AS support,
        CASE WHEN record.measure_education IN ('是', '有') THEN NULL ELSE COALESCE(record.measure_education, '') END AS education,
        CASE WHEN record.measure_job IN ('是', '有') THEN NULL ELSE COALESCE(record.measure_job, '') END AS job
    FROM fact.head_record AS record
),
placed AS (
    SELECT household_id, COUNT(DISTINCT township || '|' || village) AS villages
    FROM base.person
    GROUP BY household_id
)
SELECT
    ROW_NUMBER() OVER (ORDER BY household.household_id) AS fact_row,
    CAST(NULL AS STRING) AS person_key,
    household.household_id,
    household.township,
    household.village,
    household.head_name,
    CAST(NULL AS STRING) AS person_name,
    CAST(NULL AS STRING) AS person_number,
    head.provenance,
    head.file_name,
    head.today_of_month,
    head.is_without_household_id,
    counted.members,
    placed.villages,
    counted.heads,
    counted.spouses,
    counted.blank_relations,
    CASE WHEN counted.heads = 1 THEN counted.any_head_sex END AS head_sex,
    CASE WHEN counted.heads = 1 THEN counted.any_head_age END AS head_age_years,
    CASE WHEN counted.spouses = 1 THEN counted.any_spouse_sex END AS spouse_sex,
    counted.size_least,
    counted.size_most,
    CASE
        WHEN counted.size_least = counted.size_most THEN CAST(counted.size_most AS STRING)
        ELSE CAST(counted.size_least AS STRING) || '至' || CAST(counted.size_most AS STRING)
    END AS declared_size,
    counted.working_age,
    counted.labour_known,
    counted.able,
    counted.unable,
    counted.able = counted.members AND NOT head.is_without_household_id AS all_able,
    counted.unable = counted.members AND NOT head.is_without_household_id AS all_unable,
    counted.work_known,
    counted.working_away,
    counted.work_known > 0 AND counted.work_blank = 0 AND counted.with_work_record = 0 AND NOT head.is_without_household_id
        AS nobody_works,
    counted.post_holders,
    counted.health_known,
    counted.seriously_ill,
    counted.chronically_ill,
    counted.disabled,
    counted.severely_disabled,
    counted.health_known = counted.members AND counted.seriously_ill = 0 AND counted.chronically_ill = 0
        AND NOT head.is_without_household_id AS nobody_ill,
    counted.health_known = counted.members AND counted.disabled = 0 AND counted.card_holders = 0
        AND NOT head.is_without_household_id AS nobody_disabled,
    counted.insurance_known,
    counted.uninsured,
    counted.doubly_insured,
    counted.dibao_known,
    counted.on_dibao,
    counted.dibao_known = counted.members AND counted.on_dibao = 0 AND NOT head.is_without_household_id AS nobody_on_dibao,
    counted.tekun_known,
    counted.on_tekun,
    counted.tekun_known = counted.members AND counted.on_tekun = 0 AND NOT head.is_without_household_id AS nobody_on_tekun,
    counted.school_age,
    counted.out_of_school,
    counted.students,
    counted.vocational_students,
    counted.travel_aid_known,
    counted.travel_aid_yuan,
    counted.children_not_at_school,
    counted.ages_unknown,
    counted.phones,
    head.phone,
    head.same_phone_households,
    head.phone_state,
    head.collector_phone_state,
    household.monitoring_kind,
    household.is_monitored,
    head.is_relieved,
    record.is_risk_removed,
    worded.risks,
    worded.risks LIKE '%因病%' OR worded.risks LIKE '%患病%' OR worded.risks LIKE '%大病%' AS has_risk_illness,
    worded.risks LIKE '%因学%' AS has_risk_schooling,
    worded.risks LIKE '%因残%' OR worded.risks LIKE '%残疾%' AS has_risk_disability,
    worded.risks LIKE '%自然灾害%' AS has_risk_natural_disaster,
    worded.risks LIKE '%就业不稳%' OR worded.risks LIKE '%务工不稳%' AS has_risk_job,
    worded.risks LIKE '%缺劳%' OR worded.risks LIKE '%缺少劳%' OR worded.risks LIKE '%缺乏劳%' AS has_risk_labour,
    worded.risks LIKE '%住房%' OR worded.risks LIKE '%危房%' AS has_risk_house,
    worded.risks LIKE '%饮水%' OR worded.risks LIKE '%饮用水%' AS has_risk_water,
    '、' || worded.risks || '、' LIKE '%、其他、%' OR '、' || worded.risks || '、' LIKE '%、其它、%' AS has_risk_other,
    record.risk_note,
    EXTRACT(YEAR FROM head.today_of_month) * 12 + EXTRACT(MONTH FROM head.today_of_month)
        - EXTRACT(YEAR FROM record.recognised_on) * 12 - EXTRACT(MONTH FROM record.recognised_on) AS months_monitored,
    EXTRACT(YEAR FROM record.removed_on) * 12 + EXTRACT(MONTH FROM record.removed_on)
        - EXTRACT(YEAR FROM record.recognised_on) * 12 - EXTRACT(MONTH FROM record.recognised_on) AS months_until_removed,
    head.has_dropout,
    record.household_kind,
    record.recognised_on,
    record.removed_on,
    record.removal_way,
    CASE WHEN record.removal_way LIKE '%帮扶%' THEN TRUE WHEN record.removal_way LIKE '%自然%' THEN FALSE END AS removed_by_help,
    record.disaster_kind,
    record.is_guaranteed,
    COALESCE(record.is_guaranteed, FALSE) AS is_marked_guaranteed,
    record.collector,
    record.collector_phone,
    record.after_income_yuan,
    record.after_dropout,
    record.after_insured,
    record.after_house_damaged,
    record.after_water_damaged,
    record.business_income_yuan,
    record.wage_income_yuan,
    record.property_income_yuan,
    record.transfer_income_yuan,
    record.business_cost_yuan,
    record.total_income_yuan,
    record.income_per_head_yuan,
    CASE
        WHEN NOT head.is_without_household_id
            THEN ROUND((record.total_income_yuan - record.business_cost_yuan) / counted.members, 2)
    END AS computed_income_per_head_yuan,
    record.last_income_per_head_yuan,
    record.rigid_spending_yuan,
    record.eligible_self_paid_yuan,
    record.dibao_income_yuan,
    record.tekun_income_yuan,
    record.income_at_recognition_yuan,
    record.income_at_removal_yuan,
    record.farmland_mu,
    record.forest_mu,
    record.retired_farmland_mu,
    record.orchard_mu,
    record.pasture_mu,
    record.water_mu,
    record.has_power,
    record.has_safe_water,
    record.has_toilet,
    record.has_paved_road,
    record.road_km,
    record.housing_m2,
    record.is_unsafe_house,
    record.house_grade,
    record.renovated_in,
    COALESCE(record.renovated_in LIKE '20%', FALSE) AS was_renovated,
    record.measure_industry,
    record.measure_job,
    record.measure_finance,
    record.measure_post,
    record.measure_education,
    record.measure_schooling,
    record.measure_health,
    record.measure_housing,
    record.measure_water,
    record.measure_relocation,
    record.measure_conditions,
    record.measure_infrastructure,
    record.measure_support,
    record.measure_social,
    record.measure_morale,
    record.measure_other,
    worded.support LIKE '%低保%' OR worded.support LIKE '%最低生活保障%' AS has_dibao_measure,
    worded.support LIKE '%特困%' AS has_tekun_measure,
    worded.support LIKE '%残疾%' AS has_disability_measure,
    worded.education LIKE '%雨露%' AS has_yulu_measure,
    worded.job LIKE '%交通补%' OR worded.job LIKE '%务工补%' AS has_travel_measure,
    record.development_state,
    CASE
        WHEN record.development_state LIKE '%未实施%' OR record.development_state = '否' THEN FALSE
        WHEN record.development_state LIKE '%已实施%' OR record.development_state = '是' THEN TRUE
    END AS development_done,
    COALESCE(
        record.measure_industry, record.measure_job, record.measure_finance, record.measure_post, record.measure_education,
        record.measure_schooling, record.measure_health, record.measure_housing, record.measure_water, record.measure_relocation,
        record.measure_conditions, record.measure_infrastructure, record.measure_support, record.measure_social,
        record.measure_morale, record.measure_other
    ) IS NOT NULL AS has_measure,
    record.measure_support IS NOT NULL AND COALESCE(
        record.measure_industry, record.measure_job, record.measure_finance, record.measure_post, record.measure_education,
        record.measure_schooling, record.measure_health, record.measure_housing, record.measure_water, record.measure_relocation,
        record.measure_conditions, record.measure_infrastructure, record.measure_social, record.measure_morale, record.measure_other
    ) IS NULL AS has_only_support,
    COALESCE(record.measure_industry, '其他') IN ('其他', '其它') AND COALESCE(record.measure_finance, '其他') IN ('其他', '其它')
        AND COALESCE(record.measure_job, '其他') IN ('其他', '其它', '技能培训', '技能培训,其他', '其他,技能培训', '技能培训、其他', '其他、技能培训')
        AND record.measure_post IS NULL AS names_no_development,
    COALESCE(record.measure_industry, record.measure_job, record.measure_finance, record.measure_post) IS NOT NULL AS has_development
FROM base.household AS household
INNER JOIN counted ON counted.household_id = household.household_id
INNER JOIN placed ON placed.household_id = household.household_id
INNER JOIN fact.person AS head ON head.person_key = household.head_key
INNER JOIN fact.head_record AS record ON record.household_id = household.household_id
INNER JOIN worded ON worded.household_id = household.household_id
