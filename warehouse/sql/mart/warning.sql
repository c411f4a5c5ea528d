-- Question: which warnings were given out in the finished months? Names and numbers masked.
-- Grain: one warning.
-- Inputs: warning.warning, base.person, ops.run
-- What a department wrote into a sentence is published without names of the base and without numbers.
WITH numbered AS (
    SELECT
        household_id, person_key,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS member
    FROM base.person
),
members AS (
    SELECT household_id, person_key, MIN(member) AS member FROM numbered GROUP BY household_id, person_key
)
SELECT
    warning.month,
    warning.number,
    warning.rule_code,
    warning.policy_version,
    warning.event,
    warning.tier,
    mask_household(warning.household_id) AS household_id,
    members.member,
    warning.township,
    warning.village,
    mask_name(warning.head_name) AS head_name,
    mask_name(warning.subject_name) AS subject_name,
    mask_number(warning.subject_id) AS subject_number,
    warning.relation,
    warning.way,
    warning.department,
    hide_people(warning.says) AS says,
    warning.risk,
    warning.grade,
    warning.feedback_on,
    warning.visit_by,
    REGEXP_REPLACE(hide_people(warning.hints), '来文住址：[^；]*', '来文住址（见清单）') AS hints
FROM warning.warning AS warning
LEFT JOIN members ON members.household_id = warning.household_id AND members.person_key = warning.person_key
WHERE warning.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY warning.month, warning.township, warning.village, warning.household_id, warning.number
