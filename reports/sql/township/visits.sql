-- Question: which households does a township visit, and what is known of each?
-- Grain: one household with all its warnings.
-- Inputs: warning.warning, handling.register, handling.mark, base.household, base.person, account.summary, states.grade; $1 month, $2 township
-- 本户另有几条 is left out: here they all stand together. What is given out only now of an earlier month (补发) is visited now.
WITH warned AS (
    SELECT
        warning.household_id, warning.township, warning.village, warning.head_name, warning.head_id, warning.subject_name,
        warning.relation, warning.says, warning.department, warning.grade, warning.visit_by, warning.number,
        CONCAT_WS('；', belated.hints, warning.hints) AS hints,
        COALESCE(graded.ordinal, 4) AS gravity,
        COUNT(*) OVER (PARTITION BY warning.household_id) AS of_household
    FROM warning.warning AS warning
    INNER JOIN handling.register AS register ON register.number = warning.number AND register.month = warning.month
    LEFT JOIN handling.mark AS belated ON belated.number = warning.number AND belated.code = 'belated'
    LEFT JOIN states.grade AS graded ON graded.label = warning.grade
    WHERE register.listed_in = $1 AND warning.township = $2
),
placed AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY gravity, number) AS place FROM warned
),
hints AS (
    SELECT DISTINCT household_id, UNNEST(STRING_SPLIT(hints, '；')) AS hint
    FROM warned
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
    MIN(hinted.hints) AS hints,
    CASE
        WHEN MIN(account.spent) IS NOT NULL OR MIN(account.received) IS NOT NULL
            THEN CONCAT_WS(CHR(10),
                '刚性支出' || CAST(CAST(ROUND(MIN(account.expense_yuan)) AS BIGINT) AS VARCHAR) || '元（' || MIN(account.spent) || '）',
                '补助' || CAST(CAST(ROUND(MIN(account.received_yuan)) AS BIGINT) AS VARCHAR) || '元（' || MIN(account.received) || '）',
                '户库人均纯收入' || CAST(CAST(ROUND(MIN(account.income_per_head_yuan)) AS BIGINT) AS VARCHAR) || '元',
                '缺：' || NULLIF(MIN(account.lacking), '')
            )
    END AS account,
    ROW_NUMBER() OVER (ORDER BY MIN(placed.village) NULLS LAST, placed.household_id) AS line
FROM placed
LEFT JOIN base.household AS household ON household.household_id = placed.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
LEFT JOIN hinted ON hinted.household_id = placed.household_id
LEFT JOIN account.summary AS account ON account.household_id = placed.household_id AND account.month = $1
GROUP BY placed.household_id
ORDER BY line
