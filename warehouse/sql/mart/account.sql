-- Question: where do expenses and help of twelve months leave each household against the line of its year? Nobody is named.
-- Grain: one household and month.
-- Inputs: account.summary, ops.run
SELECT
    summary.month, mask_household(summary.household_id) AS household_id, summary.township, summary.village, summary.members,
    summary.household_kind, summary.is_monitored, summary.income_per_head_yuan, summary.transfer_income_yuan, summary.rigid_spending_yuan,
    summary.as_of, summary.expense_yuan, summary.at_most_yuan, summary.relief_yuan, summary.received_yuan, summary.burden_yuan,
    summary.income_line_yuan, summary.income_line_before_yuan, summary.reference_per_head_yuan, summary.without_transfers_per_head_yuan,
    summary.cause, summary.is_propped, summary.rows_in_doubt
FROM account.summary AS summary
WHERE summary.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY summary.month, summary.township, summary.village, summary.household_id
