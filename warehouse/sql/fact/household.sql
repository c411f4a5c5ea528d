-- Question: what is known of each household that a cleaning rule may ask about?
-- Grain: one household.
-- Inputs: fact.members, fact.whole_household, fact.head_record, fact.risk, fact.measure, seen.held_household
-- Counts, children_not_at_school, ages_unknown: see fact.members; all_…, nobody_…: fact.whole_household; risks: fact.risk; kinds of
-- measures: fact.measure. What an export repeats for each member (income, house, risks, measures) is taken from the head's row, as is
-- the provenance.
-- months_monitored: months since 识别. months_until_removed: months from 识别 to 消除.
-- is_marked_guaranteed: whether 整户无劳动能力兜底保障户 says 是; a blank is no mark.
-- removed_by_help: 消除方式 is 帮扶消除 (TRUE) or 自然消除 (FALSE).
-- was_renovated: 危改年度 names a year; a blank, or 0, is none.
-- computed_income_per_head_yuan: (家庭总收入 - 生产经营性支出) / members, as far as both are filled.
-- Households are numbered while they are narrow: a window sorts all columns that come to it.
WITH numbered AS (
    SELECT
        household_id, township, village, head_name, monitoring_kind, is_monitored,
        ROW_NUMBER() OVER (ORDER BY household_id) AS fact_row
    FROM seen.held_household
)
SELECT
    household.fact_row,
    CAST(NULL AS STRING) AS person_key,
    household.household_id, household.township, household.village, household.head_name,
    CAST(NULL AS STRING) AS person_name,
    CAST(NULL AS STRING) AS person_number,
    record.provenance, record.file_name, record.today_of_month, record.is_without_household_id,
    members.members,
    whole.villages,
    members.heads, members.spouses, members.blank_relations,
    whole.head_sex, whole.head_age_years, whole.spouse_sex,
    members.size_least, members.size_most,
    whole.declared_size,
    members.working_age, members.labour_known, members.able, members.unable,
    whole.all_able, whole.all_unable,
    members.work_known, members.working_away,
    whole.nobody_works,
    members.post_holders, members.health_known, members.seriously_ill, members.chronically_ill,
    members.disabled, members.severely_disabled,
    whole.nobody_ill, whole.nobody_disabled,
    members.insurance_known, members.without_insurance, members.doubly_insured, members.dibao_known,
    members.on_dibao,
    whole.nobody_on_dibao,
    members.tekun_known, members.on_tekun,
    whole.nobody_on_tekun,
    members.school_age, members.out_of_school, members.students, members.vocational_students,
    members.travel_aid_known, members.travel_aid_yuan, members.children_not_at_school, members.ages_unknown,
    members.phones,
    record.phone, record.same_phone_households, record.phone_state, record.collector_phone_state,
    household.monitoring_kind, household.is_monitored,
    record.is_relieved,
    record.is_risk_removed,
    risk.risks, risk.has_risk_illness, risk.has_risk_schooling, risk.has_risk_disability,
    risk.has_risk_natural_disaster, risk.has_risk_job, risk.has_risk_labour, risk.has_risk_house,
    risk.has_risk_water, risk.has_risk_other,
    record.risk_note,
    EXTRACT(YEAR FROM record.today_of_month) * 12 + EXTRACT(MONTH FROM record.today_of_month)
        - EXTRACT(YEAR FROM record.recognised_on) * 12 - EXTRACT(MONTH FROM record.recognised_on) AS months_monitored,
    EXTRACT(YEAR FROM record.removed_on) * 12 + EXTRACT(MONTH FROM record.removed_on)
        - EXTRACT(YEAR FROM record.recognised_on) * 12 - EXTRACT(MONTH FROM record.recognised_on) AS months_until_removed,
    record.has_dropout,
    record.household_kind, record.recognised_on, record.removed_on, record.removal_way,
    CASE WHEN record.removal_way LIKE '%帮扶%' THEN TRUE WHEN record.removal_way LIKE '%自然%' THEN FALSE END AS removed_by_help,
    record.disaster_kind, record.is_guaranteed,
    COALESCE(record.is_guaranteed, FALSE) AS is_marked_guaranteed,
    record.collector, record.collector_phone, record.after_income_yuan, record.after_dropout,
    record.after_insured, record.after_house_damaged, record.after_water_damaged, record.business_income_yuan,
    record.wage_income_yuan, record.property_income_yuan, record.transfer_income_yuan,
    record.business_cost_yuan, record.total_income_yuan, record.income_per_head_yuan,
    CASE
        WHEN NOT record.is_without_household_id
            THEN ROUND((record.total_income_yuan - record.business_cost_yuan) / members.members, 2)
    END AS computed_income_per_head_yuan,
    record.last_income_per_head_yuan, record.rigid_spending_yuan, record.eligible_self_paid_yuan,
    record.dibao_income_yuan, record.tekun_income_yuan, record.income_at_recognition_yuan,
    record.income_at_removal_yuan, record.farmland_mu, record.forest_mu, record.retired_farmland_mu,
    record.orchard_mu, record.pasture_mu, record.water_mu, record.has_power, record.has_safe_water,
    record.has_toilet, record.has_paved_road, record.road_km, record.housing_m2, record.is_unsafe_house,
    record.house_grade, record.renovated_in,
    COALESCE(record.renovated_in LIKE '20%', FALSE) AS was_renovated,
    record.measure_industry, record.measure_job, record.measure_finance, record.measure_post,
    record.measure_education, record.measure_schooling, record.measure_health, record.measure_housing,
    record.measure_water, record.measure_relocation, record.measure_conditions, record.measure_infrastructure,
    record.measure_support, record.measure_social, record.measure_morale, record.measure_other,
    measure.has_dibao_measure, measure.has_tekun_measure, measure.has_disability_measure,
    measure.has_yulu_measure, measure.has_travel_measure,
    record.development_state,
    measure.development_done, measure.has_measure, measure.has_only_support, measure.names_no_development,
    measure.has_development
FROM numbered AS household
INNER JOIN fact.members AS members ON members.household_id = household.household_id
INNER JOIN fact.whole_household AS whole ON whole.household_id = household.household_id
INNER JOIN fact.head_record AS record ON record.household_id = household.household_id
INNER JOIN fact.risk AS risk ON risk.household_id = household.household_id
INNER JOIN fact.measure AS measure ON measure.household_id = household.household_id
