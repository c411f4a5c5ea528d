-- Question: which households that nobody monitors have a gap by what the base itself says?
-- Grain: one household and kind of gap.
-- Inputs: seen.person, seen.household, draft.rule, states.stand_in, ops.period
-- A gap is what is said: unsafe house, no safe water, somebody ill or disabled who is not insured, a child of compulsory school age
-- (6 to 15 on 1 September) out of school, income per head below the policy's line of the year. A blank says nothing; where the
-- policy has no line, income is not asked after. A household whose risk was removed is nobody's any more, and counts.
-- The row is that of the person concerned, for a household's own matter the head's where it says so; place 1 is the one taken. Who has
-- left the base since comes behind who is in it.
WITH person AS (
    SELECT
        person.person_key, person.household_id, person.file_name, person.sheet, person.row_number, person.person_name,
        person.name_key, person.person_id_number, person.id_text, person.id_state, person.id18, person.relation, person.is_head,
        household.township, household.village, household.head_name,
        person.is_unsafe_house, person.house_grade, person.has_safe_water, person.health, person.is_insured,
        person.is_employee_insured, person.left_school_because, person.has_left, person.has_dropout, person.student_status, person.income_per_head_yuan,
        period.month, period.income_line_yuan,
        EXTRACT(YEAR FROM period.today_of_month) - CASE WHEN EXTRACT(MONTH FROM period.today_of_month) < 9 THEN 1 ELSE 0 END
            AS school_year,
        CASE WHEN person.id_text LIKE '999999%' THEN person.born_on ELSE COALESCE(person.id_born_on, person.born_on) END AS born_on
    FROM seen.person AS person
    INNER JOIN seen.household AS household ON household.household_id = person.household_id
    CROSS JOIN ops.period AS period
    WHERE NOT household.is_monitored AND EXISTS (SELECT 1 FROM draft.rule AS rule WHERE rule.feed = 'base_gap')
),
aged AS (
    SELECT
        *,
        school_year - EXTRACT(YEAR FROM born_on)
            - CASE WHEN EXTRACT(MONTH FROM born_on) * 100 + EXTRACT(DAY FROM born_on) > 901 THEN 1 ELSE 0 END AS age_years
    FROM person
),
gap AS (
    SELECT *, '住房' AS gap_kind, CASE WHEN is_head THEN 1 ELSE 2 END AS preference
    FROM aged
    WHERE COALESCE(is_unsafe_house, house_grade IN ('C', 'D'))
    UNION ALL
    SELECT *, '饮水' AS gap_kind, CASE WHEN is_head THEN 1 ELSE 2 END AS preference
    FROM aged
    WHERE has_safe_water = FALSE
    UNION ALL
    SELECT
        *,
        '医疗' AS gap_kind,
        CASE WHEN health LIKE '%大病%' THEN 1 WHEN health LIKE '%残疾%' THEN 2 ELSE 3 END AS preference
    FROM aged
    WHERE (health LIKE '%大病%' OR health LIKE '%慢性病%' OR health LIKE '%慢病%' OR health LIKE '%残疾%')
        AND is_insured = FALSE AND COALESCE(is_employee_insured, FALSE) = FALSE
    UNION ALL
    SELECT
        *,
        '义务教育' AS gap_kind,
        CASE WHEN left_school_because IS NOT NULL THEN 1 WHEN student_status IS NULL THEN 2 ELSE 3 END AS preference
    FROM aged
    WHERE age_years BETWEEN 6 AND 15 AND (left_school_because IS NOT NULL OR has_dropout)
    UNION ALL
    SELECT *, '收入' AS gap_kind, CASE WHEN is_head THEN 1 ELSE 2 END AS preference
    FROM aged
    WHERE income_per_head_yuan < income_line_yuan
),
placed AS (
    SELECT
        *,
        COUNT(*) OVER (PARTITION BY household_id, gap_kind) AS people,
        ROW_NUMBER() OVER (
            PARTITION BY household_id, gap_kind ORDER BY preference, has_left, person_key, file_name, sheet, row_number
        ) AS place
    FROM gap
)
SELECT
    month,
    'base_gap-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', household_id, gap_kind)), 1, 14)) AS row_key,
    'base_gap' AS feed,
    'base_gap' AS file_id,
    0 AS file_order,
    base.label AS department,
    file_name,
    COALESCE(sheet, '') AS sheet,
    row_number,
    person_name AS subject_name,
    name_key,
    person_id_number AS id_raw,
    id_text,
    id_state,
    id18,
    township AS township_text,
    village AS village_text,
    relation,
    head_name,
    gap_kind AS matter,
    'kept' AS status,
    gap_kind,
    household_id,
    person_key,
    CASE WHEN gap_kind = '住房' THEN house_grade END AS house_grade,
    CASE WHEN gap_kind = '医疗' THEN health END AS health,
    CASE WHEN gap_kind = '医疗' THEN people END AS uninsured_people,
    CASE WHEN gap_kind = '义务教育' THEN age_years END AS age_years,
    CASE WHEN gap_kind = '义务教育' THEN left_school_because END AS left_school_because,
    CASE WHEN gap_kind = '收入' THEN income_per_head_yuan END AS income_per_head_yuan,
    CASE WHEN gap_kind = '收入' THEN income_line_yuan END AS line_yuan,
    compared.label AS found_by
FROM placed
INNER JOIN states.stand_in AS base ON base.code = 'base'
INNER JOIN states.stand_in AS compared ON compared.code = 'compared'
WHERE placed.place = 1
