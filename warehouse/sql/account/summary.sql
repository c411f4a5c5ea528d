-- Question: where do expenses and help leave each household against the line of its year, and did life cross it or did the line move?
-- Grain: one household of the base with an entry, or whose income is to be looked at.
-- Inputs: draft.entry, account.counted, account.owner, account.income, account.gap_told, ops.period
-- burden: what departments sent of expenses less help in need, or what the base itself has of 刚性支出 where that is more; they are never added. The
-- line moved (line) where last year's would not have been crossed; life changed (life) where expenses bring the household below, or its income
-- fell below; who was below before, is monitored already, or tells no income, is in neither. is_propped: only 转移性收入 holds a 脱贫户 up.
WITH told AS (
    SELECT
        entry.household_id, entry.label, entry.kind, counted.ordinal,
        SUM(CAST(entry.amount_yuan AS DECIMAL(18, 2))) AS amount_yuan,
        COALESCE(SUM(CASE WHEN entry.is_at_most THEN CAST(entry.amount_yuan AS DECIMAL(18, 2)) END), 0) AS at_most_yuan,
        COUNT(DISTINCT entry.sent_month) AS months
    FROM draft.entry AS entry
    INNER JOIN account.counted AS counted ON counted.feed = entry.feed AND counted.label = entry.label
    GROUP BY entry.household_id, entry.label, entry.kind, counted.ordinal
),
worded AS (
    SELECT
        *,
        label || CAST(CAST(ROUND(amount_yuan) AS BIGINT) AS VARCHAR) || '元'
        || CASE WHEN at_most_yuan > 0 THEN '（最多）' WHEN kind = 'transfer' THEN '（' || CAST(months AS VARCHAR) || '个月）' ELSE '' END AS words
    FROM told
),
summed AS (
    SELECT
        household_id,
        CAST(COALESCE(SUM(CASE WHEN kind = 'expense' THEN amount_yuan END), 0) AS DOUBLE) AS expense_yuan,
        CAST(SUM(at_most_yuan) AS DOUBLE) AS at_most_yuan,
        CAST(COALESCE(SUM(CASE WHEN kind = 'relief' THEN amount_yuan END), 0) AS DOUBLE) AS relief_yuan,
        CAST(COALESCE(SUM(CASE WHEN kind <> 'expense' THEN amount_yuan END), 0) AS DOUBLE) AS received_yuan,
        STRING_AGG(CASE WHEN kind = 'expense' THEN words END, '、' ORDER BY ordinal) AS spent,
        STRING_AGG(CASE WHEN kind <> 'expense' THEN words END, '、' ORDER BY ordinal) AS received
    FROM worded
    GROUP BY household_id
),
doubtful AS (
    SELECT owner.household_id, COUNT(*) AS rows_in_doubt
    FROM account.owner AS owner
    INNER JOIN ops.period AS period ON owner.month >= period.account_since
    WHERE owner.is_in_doubt
    GROUP BY owner.household_id
),
burdened AS (
    SELECT
        period.month, period.income_line_yuan, period.income_line_before_yuan, income.*,
        COALESCE(summed.expense_yuan, 0) AS expense_yuan,
        COALESCE(summed.at_most_yuan, 0) AS at_most_yuan,
        COALESCE(summed.relief_yuan, 0) AS relief_yuan,
        COALESCE(summed.received_yuan, 0) AS received_yuan,
        summed.spent, summed.received, summed.household_id IS NOT NULL AS has_entries,
        COALESCE(doubtful.rows_in_doubt, 0) AS rows_in_doubt,
        GREATEST(
            COALESCE(ROUND(summed.expense_yuan - summed.relief_yuan, 2), 0), COALESCE(income.rigid_spending_yuan, 0), 0
        ) AS burden_yuan
    FROM account.income AS income
    CROSS JOIN ops.period AS period
    LEFT JOIN summed ON summed.household_id = income.household_id
    LEFT JOIN doubtful ON doubtful.household_id = income.household_id
),
compared AS (
    SELECT
        *,
        ROUND(income_per_head_yuan - burden_yuan / members, 2) AS reference_per_head_yuan,
        ROUND(income_per_head_yuan - transfer_income_yuan / members, 2) AS without_transfers_per_head_yuan
    FROM burdened
),
judged AS (
    SELECT
        *,
        CASE
            WHEN is_monitored OR income_line_yuan IS NULL OR reference_per_head_yuan IS NULL THEN NULL
            WHEN reference_per_head_yuan >= income_line_yuan THEN NULL
            WHEN reference_per_head_yuan >= income_line_before_yuan THEN 'line'
            WHEN income_per_head_yuan >= income_line_yuan THEN 'life'
            WHEN last_income_per_head_yuan >= COALESCE(income_line_before_yuan, income_line_yuan) THEN 'life'
        END AS cause,
        COALESCE(
            NOT is_monitored AND household_kind LIKE '%脱贫%' AND income_per_head_yuan >= income_line_yuan
            AND without_transfers_per_head_yuan < income_line_yuan, FALSE
        ) AS is_propped
    FROM compared
)
SELECT
    judged.month, judged.household_id, judged.township, judged.village, judged.members, judged.household_kind, judged.is_monitored,
    judged.income_per_head_yuan, judged.last_income_per_head_yuan, judged.transfer_income_yuan, judged.rigid_spending_yuan, judged.as_of,
    judged.expense_yuan, judged.at_most_yuan, judged.relief_yuan, judged.received_yuan, judged.burden_yuan, judged.income_line_yuan,
    judged.income_line_before_yuan, judged.reference_per_head_yuan, judged.without_transfers_per_head_yuan, judged.cause, judged.is_propped,
    judged.rows_in_doubt, judged.spent, judged.received,
    CONCAT_WS('；',
        CASE WHEN judged.income_per_head_yuan IS NULL THEN '户库没有人均纯收入' END,
        CASE WHEN judged.household_kind LIKE '%脱贫%' AND judged.transfer_income_yuan IS NULL THEN '户库没有转移性收入' END,
        CASE WHEN judged.rows_in_doubt > 0 THEN '另有' || CAST(judged.rows_in_doubt AS VARCHAR) || '行疑似本户的来文没有计入' END,
        gap_told.lacking
    ) AS lacking
FROM judged
CROSS JOIN account.gap_told AS gap_told
WHERE judged.has_entries OR judged.cause IS NOT NULL OR judged.is_propped OR judged.rows_in_doubt > 0
