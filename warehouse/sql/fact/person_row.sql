-- Question: who is each person, by what their own row says of number, sex, birth and relation?
-- Grain: one person; of a record that its household has several times (same_key_rows: how often), the first.
-- Inputs: seen.held_person, fact.relation, ops.period
-- number_key: what makes two numbers the same: the sound number, else a damaged one that is still long enough to say
-- something. A number that Excel has cut short, and a stand-in (999999…), are nobody's number.
-- known_born_on: by the number where it is sound, else as filled in. relation_kind: see fact.relation. head_first: by which the head
-- comes before the other members.
-- The second record of a person has the key of the first with ·2 behind it (base.keyed); few have one: they alone are put in order.
WITH repeated AS (
    SELECT SPLIT_PART(person_key, '·', 1) AS stem, household_id, COALESCE(id18, id_text, '') AS number, COUNT(*) AS same_key_rows
    FROM seen.held_person
    GROUP BY ALL
    HAVING COUNT(*) > 1
),
records AS (
    SELECT
        person.person_key, person.file_name, person.sheet, person.row_number, repeated.same_key_rows,
        ROW_NUMBER() OVER (
            PARTITION BY repeated.stem, repeated.household_id, repeated.number
            ORDER BY person.person_key, person.file_name, person.sheet, person.row_number
        ) AS record
    FROM seen.held_person AS person
    INNER JOIN repeated
        ON repeated.stem = SPLIT_PART(person.person_key, '·', 1) AND repeated.household_id = person.household_id
            AND repeated.number = COALESCE(person.id18, person.id_text, '')
),
written AS (
    SELECT
        person.*,
        person.id_text LIKE '999999%' AS is_stand_in,
        LENGTH(person.id_text) AS number_length,
        COALESCE(records.same_key_rows, 1) AS same_key_rows
    FROM seen.held_person AS person
    LEFT JOIN records
        ON records.person_key = person.person_key AND records.row_number IS NOT DISTINCT FROM person.row_number
            AND records.file_name IS NOT DISTINCT FROM person.file_name AND records.sheet IS NOT DISTINCT FROM person.sheet
    WHERE COALESCE(records.record, 1) = 1
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
