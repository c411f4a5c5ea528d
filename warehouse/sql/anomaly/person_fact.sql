-- Question: what is known of each person that a cleaning rule may ask about?
-- Grain: one person; where a person_key stands on several rows, the first of them (same_key_rows says how many).
-- Inputs: base.person, base.household, ops.period
-- number_key: what makes two numbers the same: the sound number, else a damaged one that is still long enough to say
-- something. A number that Excel has cut short, and a stand-in (999999…), are nobody's number.
-- known_sex, known_born_on: by the number where it is sound, else as filled in.
WITH ranked AS (
    SELECT
        person.*,
        period.today_of_month,
        person.id_text LIKE '999999%' AS is_stand_in,
        LENGTH(person.id_text) AS number_length,
        CASE WHEN person.relation LIKE '之%' THEN SUBSTRING(person.relation, 2, 20) ELSE person.relation END AS plain_relation,
        COUNT(*) OVER (PARTITION BY person.person_key) AS same_key_rows,
        ROW_NUMBER() OVER (
            PARTITION BY person.person_key
            ORDER BY person.file_name, person.sheet, person.row_number, person.household_id
        ) AS place
    FROM base.person AS person
    CROSS JOIN ops.period AS period
),
keyed AS (
    SELECT
        *,
        CASE
            WHEN is_stand_in THEN NULL
            WHEN id18 IS NOT NULL THEN id18
            WHEN id_state = 'broken' AND number_length >= 15 THEN id_text
        END AS number_key,
        CASE WHEN sex LIKE '男%' THEN '男' WHEN sex LIKE '女%' THEN '女' END AS filled_sex,
        CASE WHEN NOT is_stand_in THEN id_sex END AS number_sex,
        CASE WHEN NOT is_stand_in THEN id_born_on END AS number_born_on,
        TRY_CAST(
            SUBSTRING(id_text, 7, 4) || '-' || SUBSTRING(id_text, 11, 2) || '-' || SUBSTRING(id_text, 13, 2) AS DATE
        ) AS written_born_on,
        COALESCE(
            CAST(TRY_CAST(SUBSTRING(id_text, 1, 17) AS BIGINT) AS STRING) = SUBSTRING(id_text, 1, 17), FALSE
        ) AS has_17_digits,
        CASE
            WHEN relation IS NULL THEN NULL
            WHEN is_head THEN 'head'
            WHEN plain_relation IN ('配偶', '妻', '妻子', '夫', '丈夫') THEN 'spouse'
            WHEN plain_relation IN ('子', '女', '儿子', '女儿', '长子', '次子', '长女', '次女', '独生子', '独生女') THEN 'child'
            WHEN plain_relation IN ('父', '母', '父亲', '母亲', '父母') THEN 'parent'
            WHEN plain_relation IN (
                '儿媳', '女婿', '孙子', '孙女', '外孙子', '外孙', '外孙女', '岳父', '岳母', '公公', '婆婆', '祖父', '祖母', '爷爷', '奶奶',
                '外祖父', '外祖母', '外公', '外婆', '姥爷', '姥姥', '曾孙子', '曾孙女', '兄弟姐妹', '兄', '弟', '姐', '妹', '哥哥', '弟弟',
                '姐姐', '妹妹', '兄弟', '姐妹', '侄儿', '侄子', '侄女', '兄弟媳妇', '叔伯', '养子', '养女', '继子', '继女', '孙媳', '孙媳妇',
                '孙女婿', '曾祖父', '曾祖母', '养父', '养母', '继父', '继母', '外甥', '外甥女', '姑', '姨', '舅'
            ) THEN 'relative'
            WHEN plain_relation IN ('其他', '其它', '其他亲属', '非亲属') THEN 'other'
            ELSE 'unlisted'
        END AS relation_kind,
        CASE
            WHEN plain_relation IN (
                '夫', '丈夫', '子', '儿子', '长子', '次子', '独生子', '父', '父亲', '女婿', '孙子', '外孙子', '岳父', '公公', '祖父', '爷爷',
                '外祖父', '外公', '姥爷', '曾孙子', '兄', '弟', '哥哥', '弟弟', '侄儿', '侄子', '叔伯', '养子', '继子', '孙女婿', '曾祖父',
                '养父', '继父', '外甥', '舅'
            ) THEN '男'
            WHEN plain_relation IN (
                '妻', '妻子', '女', '女儿', '长女', '次女', '独生女', '母', '母亲', '儿媳', '孙女', '外孙女', '岳母', '婆婆', '祖母', '奶奶',
                '外祖母', '外婆', '姥姥', '曾孙女', '姐', '妹', '姐姐', '妹妹', '姐妹', '侄女', '兄弟媳妇', '养女', '继女', '孙媳', '孙媳妇',
                '曾祖母', '养母', '继母', '外甥女', '姑', '姨'
            ) THEN '女'
        END AS relation_sex
    FROM ranked
    WHERE place = 1
),
known AS (
    SELECT
        *,
        COALESCE(number_sex, filled_sex) AS known_sex,
        COALESCE(
            CASE WHEN number_born_on <= today_of_month THEN number_born_on END,
            CASE WHEN born_on <= today_of_month THEN born_on END
        ) AS known_born_on
    FROM keyed
),
shared_number AS (
    SELECT
        number_key,
        COUNT(*) AS persons,
        COUNT(DISTINCT household_id) AS households,
        MIN(household_id) AS first_household,
        MAX(household_id) AS last_household
    FROM known
    WHERE number_key IS NOT NULL
    GROUP BY number_key
    HAVING COUNT(*) > 1
),
shared_at_home AS (
    SELECT number_key, household_id, COUNT(*) AS persons
    FROM known
    WHERE number_key IS NOT NULL
    GROUP BY number_key, household_id
    HAVING COUNT(*) > 1
),
head AS (
    SELECT household_id, COUNT(*) AS heads, MAX(known_sex) AS head_sex, MAX(known_born_on) AS head_born_on
    FROM known
    WHERE is_head
    GROUP BY household_id
)
SELECT
    ROW_NUMBER() OVER (ORDER BY known.person_key) AS fact_row,
    known.person_key,
    known.household_id,
    household.township,
    household.village,
    household.head_name,
    known.person_name,
    COALESCE(known.id18, known.id_text) AS person_number,
    known.person_id_number AS filled_number,
    CONCAT_WS(' ', '户库', known.file_name, CASE WHEN known.sheet <> '' THEN known.sheet END,
        '第' || CAST(known.row_number AS STRING) || '行') AS provenance,
    known.file_name,
    known.today_of_month,
    known.household_id LIKE '无户编号-%' AS is_without_household_id,
    known.person_id,
    known.same_key_rows,
    known.name_key,
    known.certificate_kind,
    known.id_state,
    known.number_length,
    known.is_stand_in,
    known.has_17_digits,
    known.written_born_on,
    COALESCE(known.written_born_on BETWEEN CAST('1900-01-01' AS DATE) AND known.today_of_month, FALSE) AS has_real_birth_date,
    COALESCE(shared_number.persons, 1) AS same_number_persons,
    COALESCE(shared_number.households, 1) AS same_number_households,
    COALESCE(shared_at_home.persons, 1) AS same_number_at_home,
    CASE
        WHEN shared_number.first_household = known.household_id THEN shared_number.last_household
        ELSE shared_number.first_household
    END AS other_household_id,
    elsewhere.township || elsewhere.village AS other_place,
    known.sex,
    known.filled_sex,
    known.number_sex,
    known.known_sex,
    known.born_on,
    known.number_born_on,
    known.known_born_on,
    EXTRACT(YEAR FROM known.today_of_month) - EXTRACT(YEAR FROM known.known_born_on) - CASE
        WHEN EXTRACT(MONTH FROM known.today_of_month) * 100 + EXTRACT(DAY FROM known.today_of_month)
            < EXTRACT(MONTH FROM known.known_born_on) * 100 + EXTRACT(DAY FROM known.known_born_on) THEN 1
        ELSE 0
    END AS age_years,
    known.ethnicity,
    known.political_status,
    known.health,
    known.relation,
    known.relation_kind,
    known.relation_sex,
    known.is_head,
    known.household_size,
    COALESCE(head.heads, 0) AS heads,
    CASE WHEN head.heads = 1 THEN head.head_sex END AS head_sex,
    CASE WHEN head.heads = 1 THEN head.head_born_on END AS head_born_on,
    CASE WHEN head.heads = 1 THEN
        EXTRACT(YEAR FROM known.known_born_on) - EXTRACT(YEAR FROM head.head_born_on) - CASE
            WHEN EXTRACT(MONTH FROM known.known_born_on) * 100 + EXTRACT(DAY FROM known.known_born_on)
                < EXTRACT(MONTH FROM head.head_born_on) * 100 + EXTRACT(DAY FROM head.head_born_on) THEN 1
            ELSE 0
        END
    END AS years_younger_than_head
FROM known
INNER JOIN base.household AS household ON household.household_id = known.household_id
LEFT JOIN shared_number ON shared_number.number_key = known.number_key
LEFT JOIN shared_at_home
    ON shared_at_home.number_key = known.number_key AND shared_at_home.household_id = known.household_id
LEFT JOIN base.household AS elsewhere
    ON elsewhere.household_id = CASE
        WHEN shared_number.first_household = known.household_id THEN shared_number.last_household
        ELSE shared_number.first_household
    END
LEFT JOIN head ON head.household_id = known.household_id
