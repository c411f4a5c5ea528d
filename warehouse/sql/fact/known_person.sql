-- Question: who is each person, by number, sex, birth and relation, and who else has the same number?
-- Grain: one person; where a person_key stands on several rows, the first of them (same_key_rows says how many).
-- Inputs: base.person, raw.feed_row, ops.period
-- relation_word: 与户主关系 of the national system without its 之, and the plain words that stand for the same.
-- number_key: what makes two numbers the same: the sound number, else a damaged one that is still long enough to say
-- something. A number that Excel has cut short, and a stand-in (999999…), are nobody's number.
-- reported_dead: where a list of deaths of this month or an earlier one names the same number and name.
-- known_sex, known_born_on: by the number where it is sound, else as filled in.
-- stage: what 在校生状况 says, as a stage of schooling; NULL for 非在校生 and the like, which says_not_at_school tells.
-- stage_least, stage_most: the lowest and the highest education_level (0 文盲 … 5 本科及以上) that somebody can have who learns
-- there: 技师学院 and 高职 take leavers of 初中 too, and 大专及以上 is read as 本科及以上.
-- phone_state: mobile; landline; misnumbered, eleven digits that no mobile number begins with; blank, a word for nothing;
-- wrong, anything else.
-- is_first_with_phone: an export repeats a household's number for each member; it is judged once, with the head if he has it.
-- same_birth_numbers: how many numbers stand in the village for one name and birth date: one person entered twice.
-- Narrow: the wide columns are joined to it in fact.person, once.
WITH relation_word AS (
    SELECT word, kind, sex
    FROM (VALUES
        ('配偶', 'spouse', NULL), ('妻', 'spouse', '女'), ('妻子', 'spouse', '女'), ('夫', 'spouse', '男'), ('丈夫', 'spouse', '男'),
        ('子', 'child', '男'), ('女', 'child', '女'), ('儿子', 'child', '男'), ('女儿', 'child', '女'),
        ('长子', 'child', '男'), ('次子', 'child', '男'), ('长女', 'child', '女'), ('次女', 'child', '女'),
        ('养子', 'foster', '男'), ('养女', 'foster', '女'), ('继子', 'foster', '男'), ('继女', 'foster', '女'),
        ('父', 'parent', '男'), ('父亲', 'parent', '男'), ('母', 'parent', '女'), ('母亲', 'parent', '女'), ('父母', 'parent', NULL),
        ('养父', 'foster', '男'), ('养母', 'foster', '女'), ('继父', 'foster', '男'), ('继母', 'foster', '女'),
        ('儿媳', 'relative', '女'), ('儿媳妇', 'relative', '女'), ('女婿', 'relative', '男'),
        ('孙子', 'relative', '男'), ('孙女', 'relative', '女'), ('外孙子', 'relative', '男'), ('外孙', 'relative', NULL),
        ('外孙女', 'relative', '女'), ('孙媳', 'relative', '女'), ('孙媳妇', 'relative', '女'), ('孙女婿', 'relative', '男'),
        ('曾孙子', 'relative', '男'), ('曾孙女', 'relative', '女'),
        ('岳父', 'relative', '男'), ('岳母', 'relative', '女'), ('公公', 'relative', '男'), ('婆婆', 'relative', '女'),
        ('祖父', 'relative', '男'), ('祖母', 'relative', '女'), ('爷爷', 'relative', '男'), ('奶奶', 'relative', '女'),
        ('外祖父', 'relative', '男'), ('外祖母', 'relative', '女'), ('曾祖父', 'relative', '男'), ('曾祖母', 'relative', '女'),
        ('兄弟姐妹', 'relative', NULL), ('兄弟', 'relative', '男'), ('姐妹', 'relative', '女'), ('兄', 'relative', '男'),
        ('弟', 'relative', '男'), ('姐', 'relative', '女'), ('妹', 'relative', '女'), ('哥哥', 'relative', '男'),
        ('弟弟', 'relative', '男'), ('姐姐', 'relative', '女'), ('妹妹', 'relative', '女'), ('兄弟媳妇', 'relative', '女'),
        ('侄儿', 'relative', '男'), ('侄子', 'relative', '男'), ('侄女', 'relative', '女'), ('外甥', 'relative', '男'),
        ('外甥女', 'relative', '女'), ('叔伯', 'relative', '男'), ('其他', 'other', NULL), ('其它', 'other', NULL),
        ('其他亲属', 'other', NULL), ('非亲属', 'other', NULL)
    ) AS listed (word, kind, sex)
),
stage_level AS (
    SELECT stage, least, most
    FROM (VALUES
        ('学前', 0, 0), ('小学', 0, 1), ('初中', 1, 2), ('高中', 2, 3), ('中职', 2, 3), ('技师', 2, 5), ('高职', 2, 5), ('本科', 3, 5),
        ('研究生', 4, 5)
    ) AS listed (stage, least, most)
),
education_level AS (
    SELECT education, level
    FROM (VALUES ('文盲或半文盲', 0), ('小学', 1), ('初中', 2), ('高中', 3), ('大专', 4), ('本科及以上', 5)) AS listed (education, level)
),
phone_digits AS (
    SELECT written, CASE WHEN dialled LIKE '+86%' THEN SUBSTRING(dialled, 4, 40) ELSE dialled END AS digits
    FROM (
        SELECT phone AS written, REPLACE(REPLACE(REPLACE(phone, '-', ''), '(', ''), ')', '') AS dialled
        FROM (
            SELECT phone FROM base.person
            UNION
            SELECT collector_phone AS phone FROM base.person
        ) AS either
        WHERE phone IS NOT NULL
    ) AS plain
),
phone_number AS (
    SELECT
        written,
        CASE
            WHEN digits IN ('', '无', '暂无', '没有', '不详', '未知', '0', '/') THEN 'blank'
            -- something other than digits
            WHEN COALESCE(CAST(TRY_CAST('1' || digits AS BIGINT) AS STRING) <> '1' || digits, TRUE) THEN 'wrong'
            WHEN LENGTH(digits) = 11 AND digits LIKE '1%' AND SUBSTRING(digits, 2, 1) >= '3' THEN 'mobile'
            WHEN digits LIKE '0%' AND LENGTH(digits) BETWEEN 10 AND 12 THEN 'landline'
            WHEN SUBSTRING(digits, 1, 1) >= '2' AND LENGTH(digits) IN (7, 8) THEN 'landline'
            WHEN LENGTH(digits) = 11 THEN 'misnumbered'
            ELSE 'wrong'
        END AS state,
        REPLACE(SUBSTRING(digits, 4, 8), SUBSTRING(digits, 4, 1), '') = '' OR digits LIKE '%12345678' AS is_made_up
    FROM phone_digits
),
ranked AS (
    SELECT
        person_key, household_id, name_key, id_text, id_state, id18, id_sex, id_born_on, sex, born_on, relation, is_head, phone,
        collector_phone, education, student_status, file_name, sheet, row_number, township, village_key,
        id_text LIKE '999999%' AS is_stand_in,
        LENGTH(id_text) AS number_length,
        CASE WHEN relation LIKE '之%' THEN SUBSTRING(relation, 2, 20) ELSE relation END AS plain_relation,
        COUNT(*) OVER (PARTITION BY person_key) AS same_key_rows,
        ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY file_name, sheet, row_number, household_id) AS place
    FROM base.person
),
known AS (
    SELECT
        ranked.person_key, ranked.household_id, ranked.file_name, ranked.sheet, ranked.row_number, ranked.same_key_rows,
        ranked.is_stand_in, ranked.number_length, ranked.id18, ranked.name_key, ranked.is_head, ranked.phone, ranked.township,
        ranked.village_key, ranked.collector_phone, ranked.education, period.today_of_month,
        COALESCE(
            ranked.student_status = '否' OR ranked.student_status LIKE '%非在校%' OR ranked.student_status LIKE '%不在校%'
            OR ranked.student_status LIKE '%未上学%' OR ranked.student_status LIKE '%失学%' OR ranked.student_status LIKE '%辍学%'
            OR ranked.student_status LIKE '%退学%' OR ranked.student_status LIKE '%毕业',
            FALSE
        ) AS says_not_at_school,
        CASE
            WHEN ranked.student_status LIKE '%学龄前%' OR ranked.student_status LIKE '%学前%' OR ranked.student_status LIKE '%幼儿%' THEN '学前'
            WHEN ranked.student_status LIKE '%硕士%' OR ranked.student_status LIKE '%博士%' OR ranked.student_status LIKE '%研究生%'
                THEN '研究生'
            WHEN ranked.student_status LIKE '%本科%' THEN '本科'
            WHEN ranked.student_status LIKE '%高职%' OR ranked.student_status LIKE '%大专%' OR ranked.student_status LIKE '%专科%' THEN '高职'
            WHEN ranked.student_status LIKE '%大学%' THEN '本科'
            WHEN ranked.student_status LIKE '%技师%' THEN '技师'
            WHEN ranked.student_status LIKE '%中职%' OR ranked.student_status LIKE '%中专%' OR ranked.student_status LIKE '%职高%'
                OR ranked.student_status LIKE '%技校%' THEN '中职'
            WHEN ranked.student_status LIKE '%高中%' THEN '高中'
            WHEN ranked.student_status LIKE '%七年级%' OR ranked.student_status LIKE '%八年级%' OR ranked.student_status LIKE '%九年级%'
                OR ranked.student_status LIKE '%初中%' THEN '初中'
            WHEN ranked.student_status LIKE '%小学%' OR ranked.student_status LIKE '_年级' THEN '小学'
        END AS named_stage,
        CASE WHEN ranked.is_head THEN '0' ELSE '1' END || ranked.person_key AS head_first,
        CASE
            WHEN ranked.is_stand_in THEN NULL
            WHEN ranked.id18 IS NOT NULL THEN ranked.id18
            WHEN ranked.id_state = 'broken' AND ranked.number_length >= 15 THEN ranked.id_text
        END AS number_key,
        CASE WHEN ranked.sex LIKE '男%' THEN '男' WHEN ranked.sex LIKE '女%' THEN '女' END AS filled_sex,
        CASE WHEN NOT ranked.is_stand_in THEN ranked.id_sex END AS number_sex,
        CASE WHEN NOT ranked.is_stand_in THEN ranked.id_born_on END AS number_born_on,
        CASE
            WHEN ranked.relation IS NULL THEN NULL
            WHEN ranked.is_head THEN 'head'
            ELSE COALESCE(relation_word.kind, 'unlisted')
        END AS relation_kind,
        relation_word.sex AS relation_sex,
        COALESCE(
            CASE WHEN NOT ranked.is_stand_in AND ranked.id_born_on <= period.today_of_month THEN ranked.id_born_on END,
            CASE WHEN ranked.born_on <= period.today_of_month THEN ranked.born_on END
        ) AS known_born_on
    FROM ranked
    CROSS JOIN ops.period AS period
    LEFT JOIN relation_word ON relation_word.word = ranked.plain_relation
    WHERE ranked.place = 1
),
number_at_home AS (
    SELECT number_key, household_id, COUNT(*) AS persons
    FROM known
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
    FROM known
    WHERE name_key <> '' AND known_born_on IS NOT NULL
    GROUP BY name_key, township, village_key, known_born_on
    HAVING COUNT(DISTINCT number_key) > 1
),
phone_at_home AS (
    SELECT phone, household_id, MIN(head_first) AS first_with_phone
    FROM known
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
    FROM known
    WHERE is_head
    GROUP BY household_id
),
dead AS (
    SELECT
        feed_row.id18,
        feed_row.name_key,
        CONCAT_WS(' ', feed_row.month, feed_row.department, feed_row.file_name,
            '第' || CAST(feed_row.row_number AS STRING) || '行') AS told
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month >= feed_row.month
    WHERE feed_row.feed = 'death' AND feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY feed_row.id18, feed_row.name_key ORDER BY feed_row.month, feed_row.file_order, feed_row.row_key
    ) = 1
)
SELECT
    ROW_NUMBER() OVER (ORDER BY known.person_key) AS fact_row,
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
    known.says_not_at_school,
    stage_level.stage,
    stage_level.least AS stage_least,
    stage_level.most AS stage_most,
    education_level.level AS education_level,
    phone_number.state AS phone_state,
    phone_number.is_made_up AS is_phone_made_up,
    known.head_first = phone_at_home.first_with_phone AS is_first_with_phone,
    collector_number.state AS collector_phone_state,
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
FROM known
LEFT JOIN shared_number ON shared_number.number_key = known.number_key
LEFT JOIN shared_at_home
    ON shared_at_home.number_key = known.number_key AND shared_at_home.household_id = known.household_id
LEFT JOIN shared_birth
    ON shared_birth.name_key = known.name_key AND shared_birth.township = known.township
        AND shared_birth.village_key = known.village_key AND shared_birth.known_born_on = known.known_born_on
LEFT JOIN shared_phone ON shared_phone.phone = known.phone
LEFT JOIN phone_at_home ON phone_at_home.phone = known.phone AND phone_at_home.household_id = known.household_id
LEFT JOIN head ON head.household_id = known.household_id
LEFT JOIN stage_level ON stage_level.stage = known.named_stage AND NOT known.says_not_at_school
LEFT JOIN education_level ON education_level.education = known.education
LEFT JOIN phone_number ON phone_number.written = known.phone
LEFT JOIN phone_number AS collector_number ON collector_number.written = known.collector_phone
LEFT JOIN dead ON dead.id18 = known.id18 AND dead.name_key = known.name_key
