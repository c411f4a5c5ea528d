-- Question: what has each person of this month's medical rows paid in the calendar year so far?
-- Grain: one kept medical row of the month.
-- Inputs: raw.medical_expense, raw.feed_row, match.suspected, base.person, ops.period
-- A running total is taken as sent. Stays are summed by person and year over all months up to this one: a settlement
-- number counts once (its latest say), reversals are negative and so subtracted, other years are left out.
-- A stay whose number is damaged counts for its one likely person.
WITH stays AS (
    SELECT
        medical.month,
        medical.row_key,
        COALESCE(feed_row.id18, person.id18, medical.row_key) AS payer,
        COALESCE(EXTRACT(YEAR FROM medical.settled_on), CAST(SUBSTRING(medical.month, 1, 4) AS BIGINT)) AS settled_in,
        COALESCE(medical.settlement_number, feed_row.content) AS settlement,
        medical.self_paid_yuan,
        feed_row.file_order
    FROM raw.medical_expense AS medical
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = medical.month AND feed_row.row_key = medical.row_key
    INNER JOIN ops.period AS period ON medical.month <= period.month
    LEFT JOIN match.suspected AS suspected ON suspected.row_key = medical.row_key AND medical.month = period.month
    LEFT JOIN base.person AS person ON person.person_key = suspected.person_key
    WHERE medical.self_paid_ytd_yuan IS NULL AND medical.self_paid_yuan IS NOT NULL
),
counted AS (
    SELECT payer, settled_in, self_paid_yuan
    FROM stays
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY payer, settled_in, settlement, SIGN(self_paid_yuan)
        ORDER BY month DESC, file_order DESC, row_key
    ) = 1
),
totals AS (
    SELECT payer, settled_in, ROUND(SUM(self_paid_yuan), 2) AS paid
    FROM counted
    GROUP BY payer, settled_in
)
SELECT
    medical.month, medical.row_key, medical.feed,
    COALESCE(
        medical.self_paid_ytd_yuan,
        CASE WHEN stays.settled_in = CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) THEN totals.paid END
    ) AS self_paid_ytd_yuan,
    medical.self_paid_yuan, medical.inpatient_yuan, medical.chronic_yuan, medical.settlement_number,
    medical.settled_on, medical.counted_until
FROM raw.medical_expense AS medical
INNER JOIN ops.period AS period ON period.month = medical.month
LEFT JOIN stays ON stays.month = medical.month AND stays.row_key = medical.row_key
LEFT JOIN totals ON totals.payer = stays.payer AND totals.settled_in = stays.settled_in
