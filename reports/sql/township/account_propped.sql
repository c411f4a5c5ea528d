-- Question: which 脱贫户 of a township would be below the line of the year without 转移性收入 (离开政策试算)?
-- Grain: one household, the deepest below first.
-- Inputs: account.summary, base.household, base.person; $1 month, $2 township
SELECT
    summary.household_id, household.village, household.head_name, household.head_id, head.phone, household.members,
    summary.household_kind, summary.income_per_head_yuan AS per_head_yuan, summary.transfer_income_yuan, summary.without_transfers_per_head_yuan,
    summary.income_line_yuan, summary.as_of, summary.spent, summary.received,
    ROW_NUMBER() OVER (
        ORDER BY
            summary.income_line_yuan - summary.without_transfers_per_head_yuan DESC, household.village NULLS LAST, summary.household_id
    ) AS worst,
    worst AS line
FROM account.summary AS summary
INNER JOIN base.household AS household ON household.household_id = summary.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
WHERE summary.month = $1 AND household.township = $2 AND summary.is_propped
ORDER BY line
