-- Question: who is each person, by what their own row says of number, sex, birth and relation?
-- Grain: one person; where a person_key stands on several rows, the first of them (same_key_rows says how many).
-- Inputs: seen.held_person, fact.relation, ops.period
-- number_key: what makes two numbers the same: the sound number, else a damaged one that is still long enough to say
-- something. A number that Excel has cut short, and a stand-in (999999…), are nobody's number.
-- known_born_on: by the number where it is sound, else as filled in. relation_kind: see fact.relation. head_first: by which the head
-- comes before the other members.
WITH ranked AS (
    SELECT
        person_key, household_id, name_key, id_text, id_state, id18, id_sex, id_born_on, sex, born_on, relation, is_head, phone,
        collector_phone, education, student_status, file_name, sheet, row_number, township, village_key,
        id_text LIKE '999999%' AS is_stand_in,
        LENGTH(id_text) AS number_length,
        COUNT(*) OVER (PARTITION BY person_key) AS same_key_rows,
        ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY file_name, sheet, row_number, household_id) AS place
    FROM seen.held_person
)
SELECT
    ranked.person_key, ranked.household_id, ranked.file_name, ranked.sheet, ranked.row_number, ranked.same_key_rows,
    ranked.is_stand_in, ranked.number_length, ranked.id18, ranked.name_key, ranked.is_head, ranked.phone, ranked.township,
    ranked.village_key, ranked.collector_phone, ranked.education, ranked.student_status,
    period.today_of_month,
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
        ELSE relation.kind
    END AS relation_kind,
    relation.sex AS relation_sex,
    COALESCE(
        CASE WHEN NOT ranked.is_stand_in AND ranked.id_born_on <= period.today_of_month THEN ranked.id_born_on END,
        CASE WHEN ranked.born_on <= period.today_of_month THEN ranked.born_on END
    ) AS known_born_on
FROM ranked
CROSS JOIN ops.period AS period
LEFT JOIN fact.relation AS relation ON relation.relation = ranked.relation
WHERE ranked.place = 1
