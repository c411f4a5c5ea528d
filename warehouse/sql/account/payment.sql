-- Question: which payments and losses of the twelve months count, each once?
-- Grain: one feed row that counts, of all feeds but medical expenses.
-- Inputs: account.sent, account.owner, raw.feed_row, ops.period
-- A payment is known again by recipient, day and matter, one without a day by its month; the latest file that tells of it is believed, and the same
-- amount in it counts once. What no row dates and comes again word for word in a later month is the same. Of what is paid by the month
-- each month and recipient has one amount, the largest of its latest file.
WITH placed AS (
    SELECT
        sent.*, owner.household_id, owner.person_key, owner.tier,
        CASE WHEN sent.about = 'person' THEN owner.person_key ELSE owner.household_id END AS recipient,
        COALESCE(CAST(sent.happened_on AS VARCHAR), sent.month) AS told_of,
        CASE WHEN sent.sums = 'once' THEN COALESCE(feed_row.matter, '') ELSE '' END AS matter,
        CASE WHEN sent.sums = 'once' AND sent.happened_on IS NULL THEN feed_row.content ELSE sent.month || sent.row_key END AS words,
        feed_row.file_order, feed_row.department, feed_row.file_name, feed_row.sheet, feed_row.row_number
    FROM account.sent AS sent
    INNER JOIN account.owner AS owner ON owner.month = sent.month AND owner.row_key = sent.row_key
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = sent.month AND feed_row.row_key = sent.row_key
    INNER JOIN ops.period AS period
        ON sent.happened_on IS NULL OR sent.happened_on >= CAST(period.account_since || '-01' AS DATE)
    WHERE NOT owner.is_in_doubt
),
believed AS (
    SELECT *
    FROM placed
    QUALIFY DENSE_RANK() OVER (
        PARTITION BY feed, label, recipient, told_of, matter ORDER BY month DESC, file_order DESC
    ) = 1
),
once AS (
    SELECT *
    FROM believed
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY feed, label, recipient, told_of, matter, CASE WHEN sums = 'once' THEN amount_yuan END
        ORDER BY amount_yuan DESC, row_number, row_key
    ) = 1
)
SELECT *
FROM once
QUALIFY ROW_NUMBER() OVER (PARTITION BY feed, label, recipient, words, amount_yuan ORDER BY month DESC, row_key) = 1
