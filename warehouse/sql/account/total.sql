-- Question: what running total of a calendar year has been told of each person, and when?
-- Grain: one person, calendar year, part (whole, or 住院 and 门诊慢特病 apart) and file.
-- Inputs: raw.medical_expense, raw.feed_row, match.stay, account.owner, ops.period
-- Where one file has several whole totals of a person the largest counts; parts of a person in one file are added, as the rule on medical expenses
-- has it. until_day: up to which day it is counted, the month's last where the row does not say.
WITH told AS (
    SELECT medical.month, medical.row_key, medical.counted_until, 'whole' AS part, medical.self_paid_ytd_yuan AS total_yuan
    FROM raw.medical_expense AS medical
    WHERE medical.self_paid_ytd_yuan IS NOT NULL
    UNION ALL
    SELECT stay.month, stay.row_key, NULL AS counted_until, 'whole' AS part, stay.self_paid_yuan AS total_yuan
    FROM match.stay AS stay
    WHERE stay.settlement = '累计' AND stay.self_paid_yuan IS NOT NULL
    UNION ALL
    SELECT medical.month, medical.row_key, medical.counted_until, 'inpatient' AS part, medical.inpatient_yuan AS total_yuan
    FROM raw.medical_expense AS medical
    WHERE medical.self_paid_ytd_yuan IS NULL AND medical.self_paid_yuan IS NULL AND medical.inpatient_yuan IS NOT NULL
    UNION ALL
    SELECT medical.month, medical.row_key, medical.counted_until, 'chronic' AS part, medical.chronic_yuan AS total_yuan
    FROM raw.medical_expense AS medical
    WHERE medical.self_paid_ytd_yuan IS NULL AND medical.self_paid_yuan IS NULL AND medical.chronic_yuan IS NOT NULL
),
placed AS (
    SELECT
        told.month, told.row_key, told.part, told.total_yuan, owner.household_id, owner.person_key, owner.tier, feed_row.file_order,
        COALESCE(told.counted_until, LAST_DAY(CAST(told.month || '-01' AS DATE))) AS until_day
    FROM told
    INNER JOIN ops.period AS period ON told.month <= period.month
    INNER JOIN account.owner AS owner ON owner.month = told.month AND owner.row_key = told.row_key
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = told.month AND feed_row.row_key = told.row_key
    WHERE NOT owner.is_in_doubt
)
SELECT
    person_key, EXTRACT(YEAR FROM until_day) AS year, part, month, file_order,
    MAX(until_day) AS until_day,
    CASE WHEN part = 'whole' THEN MAX(total_yuan) ELSE CAST(SUM(CAST(total_yuan AS DECIMAL(18, 2))) AS DOUBLE) END AS total_yuan,
    ARG_MIN(row_key, (-total_yuan, row_key)) AS row_key,
    ARG_MIN(household_id, (-total_yuan, row_key)) AS household_id,
    ARG_MIN(tier, (-total_yuan, row_key)) AS tier
FROM placed
GROUP BY person_key, EXTRACT(YEAR FROM until_day), part, month, file_order
