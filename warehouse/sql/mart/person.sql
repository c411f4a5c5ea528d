-- Question: who is in the base in force? Names and numbers masked.
-- Grain: one person.
-- Inputs: base.person
-- Left out: the person's key (it may hold a number), the date of birth, the phone, the hamlet.
SELECT
    mask_household(household_id) AS household_id,
    ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS member,
    township,
    village,
    mask_name(person_name) AS person_name,
    mask_number(id_text) AS person_number,
    EXTRACT(YEAR FROM COALESCE(id_born_on, born_on)) AS birth_year,
    id_state,
    is_head,
    relation,
    sex,
    ethnicity,
    education,
    student_status,
    health,
    labour,
    household_kind,
    monitoring_kind,
    is_risk_removed,
    is_insured,
    is_dibao,
    is_tekun,
    residence_kind
FROM base.person
ORDER BY township, village, household_id, member
