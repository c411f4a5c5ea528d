-- Question: who is each person, and who else has the same number, birth date or telephone?
-- Grain: one person, as in fact.person_row.
-- Inputs: fact.person_row, fact.schooling, fact.phone, fact.death
-- reported_dead: where a list of deaths names the same number and name.
-- stage, stage_least, stage_most: see fact.schooling. phone_state: see fact.phone.
-- is_first_with_phone: an export repeats a household's number for each member; it is judged once, with the head if he has it.
-- same_birth_numbers: how many numbers stand in the village for one name and birth date: one person entered twice.
-- Narrow: the wide columns are joined to it in fact.person, once.
WITH education_level AS (
    SELECT education, level
    FROM (VALUES ('文盲或半文盲', 0), ('小学', 1), ('初中', 2), ('高中', 3), ('大专', 4), ('本科及以上', 5)) AS listed (education, level)
),
number_at_home AS (
    SELECT number_key, household_id, COUNT(*) AS persons
    FROM fact.person_row
    WHERE number_key IS NOT NULL
    GROUP BY number_key, household_id
),
shared_number AS (
    SELECT
        number_key,
        CAST(SUM(persons) AS BIGINT) AS persons,
        COUNT(*) AS households,
        MIN(household_id) AS first_household,
        MAX(household_id) AS last_household
    FROM number_at_home
    GROUP BY number_key
    HAVING SUM(persons) > 1
),
shared_at_home AS (
    SELECT number_key, household_id, persons
    FROM number_at_home
    WHERE persons > 1
),
shared_birth AS (
    SELECT name_key, township, village_key, known_born_on, COUNT(DISTINCT number_key) AS numbers
    FROM fact.person_row
    WHERE name_key <> '' AND known_born_on IS NOT NULL
    GROUP BY name_key, township, village_key, known_born_on
    HAVING COUNT(DISTINCT number_key) > 1
),
phone_at_home AS (
    SELECT phone, household_id, MIN(head_first) AS first_with_phone
    FROM fact.person_row
    WHERE phone IS NOT NULL
    GROUP BY phone, household_id
),
shared_phone AS (
    SELECT phone, COUNT(*) AS households
    FROM phone_at_home
    GROUP BY phone
    HAVING COUNT(*) > 1
),
head AS (
    SELECT household_id, COUNT(*) AS heads, MAX(known_born_on) AS head_born_on
    FROM fact.person_row
    WHERE is_head
    GROUP BY household_id
),
numbered AS (
    SELECT person_key, ROW_NUMBER() OVER (ORDER BY person_key) AS fact_row FROM fact.person_row
)
SELECT
    numbered.fact_row,
    known.person_key,
    known.file_name,
    known.sheet,
    known.row_number,
    known.today_of_month,
    known.same_key_rows,
    known.is_stand_in,
    known.number_length,
    known.filled_sex,
    known.number_sex,
    known.number_born_on,
    known.relation_kind,
    known.relation_sex,
    known.known_born_on,
    dead.told AS reported_dead,
    COALESCE(schooling.says_not_at_school, FALSE) AS says_not_at_school,
    schooling.stage,
    schooling.least AS stage_least,
    schooling.most AS stage_most,
    education_level.level AS education_level,
    phone.state AS phone_state,
    phone.is_made_up AS is_phone_made_up,
    known.head_first = phone_at_home.first_with_phone AS is_first_with_phone,
    collector_phone.state AS collector_phone_state,
    COALESCE(shared_number.persons, 1) AS same_number_persons,
    COALESCE(shared_number.households, 1) AS same_number_households,
    COALESCE(shared_at_home.persons, 1) AS same_number_at_home,
    CASE
        WHEN shared_number.households = 1 THEN NULL
        WHEN shared_number.first_household = known.household_id THEN shared_number.last_household
        ELSE shared_number.first_household
    END AS other_household_id,
    COALESCE(shared_birth.numbers, 1) AS same_birth_numbers,
    COALESCE(shared_phone.households, 1) AS same_phone_households,
    COALESCE(head.heads, 0) AS heads,
    CASE WHEN head.heads = 1 THEN head.head_born_on END AS head_born_on
FROM fact.person_row AS known
INNER JOIN numbered ON numbered.person_key = known.person_key
LEFT JOIN shared_number ON shared_number.number_key = known.number_key
LEFT JOIN shared_at_home
    ON shared_at_home.number_key = known.number_key AND shared_at_home.household_id = known.household_id
LEFT JOIN shared_birth
    ON shared_birth.name_key = known.name_key AND shared_birth.township = known.township
        AND shared_birth.village_key = known.village_key AND shared_birth.known_born_on = known.known_born_on
LEFT JOIN shared_phone ON shared_phone.phone = known.phone
LEFT JOIN phone_at_home ON phone_at_home.phone = known.phone AND phone_at_home.household_id = known.household_id
LEFT JOIN head ON head.household_id = known.household_id
LEFT JOIN fact.schooling AS schooling ON schooling.student_status = known.student_status
LEFT JOIN education_level ON education_level.education = known.education
LEFT JOIN fact.phone AS phone ON phone.written = known.phone
LEFT JOIN fact.phone AS collector_phone ON collector_phone.written = known.collector_phone
LEFT JOIN fact.death AS dead ON dead.id18 = known.id18 AND dead.name_key = known.name_key
