-- Question: who of a township stands on a list of the notice this month, and why?
-- Grain: one line of the list.
-- Inputs: listing.line, listing.household; $1 month, $2 township, $3 list
SELECT
    line.number, household.household_id, household.village, household.head_name, household.household_number, household.head_id,
    household.members, household.household_kind, household.monitoring_kind, household.income_per_head_yuan AS per_head_yuan,
    household.last_income_per_head_yuan AS last_per_head_yuan, line.listed_class, line.why, line.to_ask,
    CASE WHEN line.first_month = line.month THEN '本月新增' ELSE line.first_month END AS first_listed,
    ROW_NUMBER() OVER (ORDER BY household.village NULLS LAST, line.listed_class, household.household_id, line.matter, line.event) AS line
FROM listing.line AS line
INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
WHERE line.month = $1 AND household.township = $2 AND line.list_code = $3
ORDER BY line
