-- Question: what does the account of a household hold, line by line?
-- Grain: one amount, in the order in which kinds are told.
-- Inputs: account.entry, account.counted, base.person; $1 household, $2 month
SELECT
    entry.label, entry.kind, COALESCE(CAST(entry.happened_on AS VARCHAR), entry.sent_month) AS told_of, entry.amount_yuan, entry.deducted_yuan,
    entry.is_at_most, entry.tier, person.person_name, entry.sent_month, entry.department, entry.file_name, entry.sheet,
    entry.row_number
FROM account.entry AS entry
LEFT JOIN account.counted AS counted ON counted.feed = entry.feed AND counted.label = entry.label
LEFT JOIN base.person AS person ON person.person_key = entry.person_key
WHERE entry.household_id = $1 AND entry.month = $2
ORDER BY counted.ordinal, told_of, entry.row_key
