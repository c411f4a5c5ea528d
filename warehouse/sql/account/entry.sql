-- Question: what has been sent of each household's expenses, losses and help in the twelve months?
-- Grain: one amount that counts, with the row that says it. Members' amounts are their household's.
-- Inputs: account.payment, account.medical, account.counted, raw.feed_row, ops.period
SELECT
    period.month, payment.household_id, payment.person_key, payment.feed, payment.label, payment.kind, payment.happened_on,
    payment.month AS sent_month, payment.amount_yuan, CAST(0 AS DOUBLE) AS deducted_yuan, FALSE AS is_at_most, payment.tier,
    payment.department, payment.file_name, payment.sheet, payment.row_number, payment.row_key
FROM account.payment AS payment
CROSS JOIN ops.period AS period
UNION ALL
SELECT
    period.month, medical.household_id, medical.person_key, counted.feed, counted.label, counted.kind, medical.happened_on,
    medical.month AS sent_month, medical.amount_yuan, medical.deducted_yuan, medical.is_at_most, medical.tier,
    feed_row.department, feed_row.file_name, feed_row.sheet, feed_row.row_number, medical.row_key
FROM account.medical AS medical
CROSS JOIN ops.period AS period
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = medical.month AND feed_row.row_key = medical.row_key
INNER JOIN account.counted AS counted ON counted.feed = feed_row.feed
