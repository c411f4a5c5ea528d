-- Question: who is each person, by what their own row says of number, sex, birth and relation?
-- Grain: one person; where a person_key stands on several rows, the first of them (same_key_rows says how many).
-- Inputs: seen.held_person, fact.relation, ops.period
-- number_key: what makes two numbers the same: the sound number, else a damaged one that is still long enough to say
-- something. A number that Excel has cut short, and a stand-in (999999…), are nobody's number.
-- known_born_on: by the number where it is sound, else as filled in. relation_kind: see fact.relation. head_first: by which the head
-- comes before the other members.
-- Few keys stand twice: they alone are put in order.
WITH repeated AS (
    SELECT person_key, COUNT(*) AS same_key_rows
    FROM seen.held_person
    GROUP BY person_key
    HAVING COUNT(*) > 1
),
first_row AS (
    SELECT person.person_key, person.file_name, person.sheet, person.row_number, person.household_id, repeated.same_key_rows
    FROM seen.held_person AS person
    INNER JOIN repeated ON repeated.person_key = person.person_key
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY person.person_key ORDER BY person.file_name, person.sheet, person.row_number, person.household_id
    ) = 1
),
written AS (
    SELECT
        person.*,
        person.id_text LIKE '999999%' AS is_stand_in,
        LENGTH(person.id_text) AS number_length,
        COALESCE(first_row.same_key_rows, 1) AS same_key_rows
    FROM seen.held_person AS person
    LEFT JOIN first_row ON first_row.person_key = person.person_key
    WHERE first_row.person_key IS NULL
        OR (person.row_number = first_row.row_number AND person.file_name = first_row.file_name
            AND person.sheet IS NOT DISTINCT FROM first_row.sheet AND person.household_id = first_row.household_id)
)
SELECT
    written.person_key, written.household_id, written.file_name, written.sheet, written.row_number, written.same_key_rows,
    written.is_stand_in, written.number_length, written.id18, written.name_key, written.is_head, written.phone, written.township,
    written.village_key, written.collector_phone, written.education, written.student_status,
    period.today_of_month,
    CASE WHEN written.is_head THEN '0' ELSE '1' END || written.person_key AS head_first,
    CASE
        WHEN written.is_stand_in THEN NULL
        WHEN written.id18 IS NOT NULL THEN written.id18
        WHEN written.id_state = 'broken' AND written.number_length >= 15 THEN written.id_text
    END AS number_key,
    CASE WHEN written.sex LIKE '男%' THEN '男' WHEN written.sex LIKE '女%' THEN '女' END AS filled_sex,
    CASE WHEN NOT written.is_stand_in THEN written.id_sex END AS number_sex,
    CASE WHEN NOT written.is_stand_in THEN written.id_born_on END AS number_born_on,
    CASE
        WHEN written.relation IS NULL THEN NULL
        WHEN written.is_head THEN 'head'
        ELSE relation.kind
    END AS relation_kind,
    relation.sex AS relation_sex,
    COALESCE(
        CASE WHEN NOT written.is_stand_in AND written.id_born_on <= period.today_of_month THEN written.id_born_on END,
        CASE WHEN written.born_on <= period.today_of_month THEN written.born_on END
    ) AS known_born_on
FROM written
CROSS JOIN ops.period AS period
LEFT JOIN fact.relation AS relation ON relation.relation = written.relation
