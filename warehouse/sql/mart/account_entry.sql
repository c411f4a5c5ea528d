-- Question: which amounts make each household's account? Nobody is named, and no file.
-- Grain: one amount.
-- Inputs: account.entry, mart.member, ops.run
SELECT
    entry.month, mask_household(entry.household_id) AS household_id, member.member, entry.feed, entry.label, entry.kind, entry.happened_on,
    entry.sent_month, entry.amount_yuan, entry.deducted_yuan, entry.is_at_most, entry.tier, entry.department
FROM account.entry AS entry
LEFT JOIN mart.member AS member ON member.household_id = entry.household_id AND member.person_key = entry.person_key
WHERE entry.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY entry.month, entry.household_id, entry.row_key, entry.label
