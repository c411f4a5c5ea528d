-- Question: which rows of 医疗费用 tell of a stay that was paid for, and who paid?
-- Grain: one kept medical row of this month or an earlier one that gives no running total.
-- Inputs: raw.medical_expense, raw.feed_row, match.suspected, handling.settled, warning.outcome, seen.person, ops.period
-- A row whose number is damaged counts for its one likely person, in earlier months for the one found then. payer: that person's
-- number, else the row itself; known: the number alone. is_part: a row of this year without a sum, which has parts only.
SELECT
    medical.month,
    medical.row_key,
    feed_row.file_id,
    feed_row.file_order,
    feed_row.row_number,
    feed_row.content,
    feed_row.file_name || ' ' || feed_row.sheet AS called,
    COALESCE(feed_row.id18, person.id18) AS known,
    COALESCE(feed_row.id18, person.id18, medical.row_key) AS payer,
    COALESCE(EXTRACT(YEAR FROM COALESCE(medical.settled_on, medical.counted_until)), CAST(SUBSTRING(medical.month, 1, 4) AS BIGINT)) AS settled_in,
    medical.settlement_number,
    medical.settled_on,
    CAST(medical.settled_on AS STRING) || ' ' || CAST(medical.self_paid_yuan AS STRING) AS day_and_amount,
    medical.self_paid_yuan,
    medical.self_paid_yuan IS NULL AND SUBSTRING(medical.month, 1, 4) = SUBSTRING(period.month, 1, 4) AS is_part,
    medical.inpatient_yuan,
    medical.chronic_yuan,
    CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) AS this_year
FROM raw.medical_expense AS medical
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = medical.month AND feed_row.row_key = medical.row_key
INNER JOIN ops.period AS period ON medical.month <= period.month
LEFT JOIN match.suspected AS suspected ON suspected.row_key = CASE WHEN medical.month = period.month THEN medical.row_key END
LEFT JOIN warning.outcome AS earlier
    ON earlier.month = medical.month AND earlier.row_key = CASE WHEN medical.month < period.month THEN medical.row_key END
        AND earlier.tier IN ('suspected', 'confirmed')
LEFT JOIN handling.settled AS settled
    ON settled.number = earlier.number AND NOT settled.is_same AND settled.list_month < period.month
LEFT JOIN seen.person AS person
    ON person.person_key = COALESCE(suspected.person_key, CASE WHEN settled.number IS NULL THEN earlier.person_key END)
WHERE medical.self_paid_ytd_yuan IS NULL
