-- Question: which households does a township visit, and what is known of each?
-- Grain: one household with all its warnings.
-- Inputs: warning.warning, base.household, base.person, states.grade; $1 month, $2 township
-- 本户另有几条 is left out: here they all stand together.
WITH warned AS (
    SELECT
        household_id, township, village, head_name, head_id, subject_name, relation, says, department, grade, visit_by, number,
        COALESCE(graded.ordinal, 4) AS gravity,
        COUNT(*) OVER (PARTITION BY household_id) AS of_household
    FROM warning.warning AS warning
    LEFT JOIN states.grade AS graded ON graded.label = warning.grade
    WHERE month = $1 AND township = $2
),
placed AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY gravity, number) AS place FROM warned
),
hints AS (
    SELECT DISTINCT household_id, UNNEST(STRING_SPLIT(hints, '；')) AS hint
    FROM warning.warning
    WHERE month = $1 AND township = $2
),
hinted AS (
    SELECT household_id, STRING_AGG(hint, '；' ORDER BY hint) AS hints
    FROM hints
    WHERE hint <> '' AND hint NOT LIKE '本户另有%'
    GROUP BY household_id
)
SELECT
    placed.household_id,
    MIN(placed.township) AS township,
    MIN(placed.village) AS village,
    MIN(placed.head_name) AS head_name,
    MIN(placed.head_id) AS head_id,
    MIN(household.members) AS members,
    MIN(head.phone) AS phone,
    COUNT(*) AS warnings,
    ARG_MIN(placed.grade, placed.gravity) AS grade,
    STRING_AGG(
        CASE WHEN placed.of_household > 1 THEN CAST(placed.place AS VARCHAR) || '. ' ELSE '' END
            || placed.subject_name || COALESCE('（' || placed.relation || '）', '') || '：' || placed.says
            || '〔' || placed.department || '〕',
        CHR(10) ORDER BY placed.place
    ) AS says,
    MIN(placed.visit_by) AS visit_by,
    STRING_AGG(placed.number, '、' ORDER BY placed.number) AS number,
    MIN(hinted.hints) AS hints
FROM placed
LEFT JOIN base.household AS household ON household.household_id = placed.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
LEFT JOIN hinted ON hinted.household_id = placed.household_id
GROUP BY placed.household_id
ORDER BY village NULLS LAST, placed.household_id
