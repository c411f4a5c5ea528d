-- Question: which warnings were given out in the finished months? Names and numbers masked.
-- Grain: one warning.
-- Inputs: warning.warning, mart.member, ops.run
-- What a department wrote into a sentence is published without names of the base and without numbers.
SELECT
    warning.month,
    warning.number,
    warning.rule_code,
    warning.policy_version,
    warning.event,
    warning.tier,
    mask_household(warning.household_id) AS household_id,
    member.member,
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
LEFT JOIN mart.member AS member ON member.household_id = warning.household_id AND member.person_key = warning.person_key
WHERE warning.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY warning.month, warning.township, warning.village, warning.household_id, warning.number
