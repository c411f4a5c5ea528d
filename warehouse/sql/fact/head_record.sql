-- Question: what does the base say of each household as a whole: its monitoring record, measures, income and living?
-- Grain: one household; an export repeats these for each member, the head's row counts.
-- Inputs: seen.held_household, seen.held_person, fact.known_person
-- A measure written 否 is none.
SELECT
    household.household_id,
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
FROM seen.held_household AS household
INNER JOIN seen.held_person AS person ON person.person_key = household.head_key
INNER JOIN fact.known_person AS known
    ON known.person_key = person.person_key
        AND (
            known.same_key_rows = 1
            OR (
                known.row_number = person.row_number AND known.file_name = person.file_name
                AND known.sheet IS NOT DISTINCT FROM person.sheet
            )
        )
