-- Question: which households of a township have come below the line of the year, because life changed or because the line moved?
-- Grain: one household, the deepest below first.
-- Inputs: account.summary, account.entry, base.household, base.person; $1 month, $2 township, $3 cause
-- Where a household lives now, as the base in force has it. Of its entries the three largest are told, each with where it comes from.
WITH ranked AS (
    SELECT
        entry.household_id, entry.department, entry.label, entry.amount_yuan, entry.file_name, entry.sheet, entry.row_number,
        COALESCE(CAST(entry.happened_on AS VARCHAR), entry.sent_month) AS told_of,
        ROW_NUMBER() OVER (PARTITION BY entry.household_id ORDER BY entry.amount_yuan DESC, entry.row_key) AS ordinal,
        COUNT(*) OVER (PARTITION BY entry.household_id) AS entries
    FROM account.entry AS entry
    WHERE entry.month = $1 AND entry.kind = 'expense'
),
sourced AS (
    SELECT
        household_id,
        STRING_AGG(
            CONCAT_WS(' ', department, told_of, label || CAST(CAST(ROUND(amount_yuan) AS BIGINT) AS VARCHAR) || '元', file_name, NULLIF(sheet, ''))
                || ' 第' || CAST(row_number AS VARCHAR) || '行',
            CHR(10) ORDER BY ordinal
        ) || CASE WHEN MAX(entries) > 3 THEN CHR(10) || '等' || CAST(MAX(entries) AS VARCHAR) || '笔' ELSE '' END AS sources
    FROM ranked
    WHERE ordinal <= 3
    GROUP BY household_id
)
SELECT
    summary.household_id, household.village, household.head_name, household.head_id, head.phone, household.members,
    summary.income_per_head_yuan AS per_head_yuan, summary.burden_yuan, summary.reference_per_head_yuan, summary.income_line_yuan,
    CONCAT_WS('；',
        CASE
            WHEN summary.cause = 'line' THEN '按上年监测范围' || CAST(CAST(ROUND(summary.income_line_before_yuan) AS BIGINT) AS VARCHAR) || '元不低于，按本年的低于'
            WHEN summary.income_per_head_yuan >= summary.income_line_yuan THEN '人均纯收入不低于监测范围，减去刚性支出净额后低于'
            ELSE '人均纯收入由上年' || CAST(CAST(ROUND(summary.last_income_per_head_yuan) AS BIGINT) AS VARCHAR) || '元降到监测范围以内'
        END,
        CASE
            WHEN summary.burden_yuan > GREATEST(summary.expense_yuan - summary.relief_yuan, 0) THEN '刚性支出按户库所填'
            WHEN summary.at_most_yuan > 0 THEN '其中' || CAST(CAST(ROUND(summary.at_most_yuan) AS BIGINT) AS VARCHAR) || '元可能有一部分在这十二个月以前'
        END
    ) AS why,
    summary.spent, summary.received, sourced.sources, summary.as_of, summary.lacking,
    ROW_NUMBER() OVER (
        ORDER BY summary.income_line_yuan - summary.reference_per_head_yuan DESC, household.village NULLS LAST, summary.household_id
    ) AS worst,
    worst AS line
FROM account.summary AS summary
INNER JOIN base.household AS household ON household.household_id = summary.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
LEFT JOIN sourced ON sourced.household_id = summary.household_id
WHERE summary.month = $1 AND household.township = $2 AND summary.cause = $3
ORDER BY line
