-- Question: which warnings were given out in the finished months? Names and numbers masked.
-- Grain: one warning.
-- Inputs: warning.warning, base.person, ops.run
-- A sentence into which a department wrote a name of the household is not published.
WITH numbered AS (
    SELECT
        household_id, person_key,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS member
    FROM base.person
),
members AS (
    SELECT household_id, person_key, MIN(member) AS member FROM numbered GROUP BY household_id, person_key
),
naming AS (
    SELECT DISTINCT warning.month, warning.number
    FROM warning.warning AS warning
    INNER JOIN base.person AS person ON person.household_id = warning.household_id
    WHERE LENGTH(person.person_name) >= 2 AND warning.says LIKE '%' || person.person_name || '%'
    UNION
    SELECT month, number
    FROM warning.warning
    WHERE (LENGTH(subject_name) >= 2 AND POSITION(subject_name IN says) > 0) OR (LENGTH(head_name) >= 2 AND POSITION(head_name IN says) > 0)
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
    CASE WHEN naming.number IS NULL THEN hide_numbers(warning.says) ELSE '（含姓名，见清单）' END AS says,
    warning.risk,
    warning.grade,
    warning.feedback_on,
    warning.visit_by,
    hide_numbers(REGEXP_REPLACE(warning.hints, '来文住址：[^；]*', '来文住址（见清单）')) AS hints
FROM warning.warning AS warning
LEFT JOIN members ON members.household_id = warning.household_id AND members.person_key = warning.person_key
LEFT JOIN naming ON naming.month = warning.month AND naming.number = warning.number
WHERE warning.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY warning.month, warning.township, warning.village, warning.household_id, warning.number
