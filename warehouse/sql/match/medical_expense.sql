-- Question: what has each person of this month's medical rows paid in the calendar year so far?
-- Grain: one kept medical row of the month.
-- Inputs: raw.medical_expense, match.stay, match.counted_stay, ops.period
-- A running total of this year is taken as sent. Stays that count (match.counted_stay) are summed by person and year over all months up
-- to this one, other years are left out. Where a file gives only 住院 or only 门诊慢特病, the latest of each in this year are added.
WITH totals AS (
    SELECT payer, settled_in, ROUND(SUM(self_paid_yuan), 2) AS paid_yuan
    FROM match.counted_stay
    GROUP BY payer, settled_in
),
part_files AS (
    SELECT
        payer,
        month || LPAD(CAST(file_order AS STRING), 9, '0') AS sent,
        SUM(inpatient_yuan) AS inpatient_yuan,
        SUM(chronic_yuan) AS chronic_yuan
    FROM match.stay
    WHERE is_part AND settled_in = this_year
    GROUP BY payer, month, file_order
),
latest AS (
    SELECT
        payer,
        inpatient_yuan,
        chronic_yuan,
        MAX(CASE WHEN inpatient_yuan IS NOT NULL THEN sent END) OVER (PARTITION BY payer) AS inpatient_sent,
        MAX(CASE WHEN chronic_yuan IS NOT NULL THEN sent END) OVER (PARTITION BY payer) AS chronic_sent,
        sent
    FROM part_files
),
parts AS (
    SELECT
        payer,
        ROUND(
            COALESCE(SUM(CASE WHEN sent = inpatient_sent THEN inpatient_yuan END), 0)
                + COALESCE(SUM(CASE WHEN sent = chronic_sent THEN chronic_yuan END), 0),
            2
        ) AS paid_yuan
    FROM latest
    GROUP BY payer
)
SELECT
    medical.month, medical.row_key, medical.feed,
    CASE
        WHEN medical.self_paid_ytd_yuan IS NOT NULL
            THEN CASE
                WHEN COALESCE(EXTRACT(YEAR FROM medical.counted_until), CAST(SUBSTRING(period.month, 1, 4) AS BIGINT))
                    = CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) THEN medical.self_paid_ytd_yuan
            END
        WHEN paid.settled_in = CAST(SUBSTRING(period.month, 1, 4) AS BIGINT)
            THEN CASE WHEN paid.self_paid_yuan IS NULL THEN parts.paid_yuan ELSE totals.paid_yuan END
    END AS self_paid_ytd_yuan,
    medical.self_paid_yuan, medical.inpatient_yuan, medical.chronic_yuan, medical.settlement_number,
    medical.settled_on, medical.counted_until, medical.own_expense_ytd_yuan, medical.own_expense_yuan
FROM raw.medical_expense AS medical
INNER JOIN ops.period AS period ON period.month = medical.month
LEFT JOIN match.stay AS paid ON paid.month = medical.month AND paid.row_key = medical.row_key
LEFT JOIN totals ON totals.payer = paid.payer AND totals.settled_in = paid.settled_in
LEFT JOIN parts ON parts.payer = paid.payer
