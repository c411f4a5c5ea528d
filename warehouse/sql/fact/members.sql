-- Question: how many members of each household are of which kind?
-- Grain: one household.
-- Inputs: fact.person
-- labour_known: of how many 劳动技能 is filled, likewise health_known, insurance_known and the like, so that “nobody” is never
-- said of blanks. without_insurance: see is_without_insurance of fact.person.
-- any_…: of one of the heads or spouses; it says something where there is one only.
-- children_not_at_school: of compulsory age (6 to 15 in September) and not at school; ages_unknown: without any birth.
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
    COUNT(CASE WHEN is_without_insurance THEN 1 END) AS without_insurance,
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
