-- Question: who of the county stands on a list of the notice this month, why, and what did the townships find?
-- Grain: one line of the list.
-- Inputs: listing.line, listing.household, listing.cell; $1 month, $2 townships of the policy, $3 list
WITH found AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'conclusion' THEN value END) AS conclusion,
        MAX(CASE WHEN item = 'finding' THEN value END) AS finding,
        MAX(CASE WHEN item = 'cause' THEN value END) AS cause,
        MAX(CASE WHEN item = 'plan' THEN value END) AS plan,
        MAX(CASE WHEN item = 'measures_taken' THEN value END) AS measures_taken,
        MAX(CASE WHEN item = 'contact_person' THEN value END) AS contact_person,
        MAX(CASE WHEN item = 'checked_on' THEN value END) AS checked_on,
        MAX(CASE WHEN item = 'checked_by' THEN value END) AS checked_by,
        MAX(CASE WHEN item = 'second_by' THEN value END) AS second_by,
        MAX(CASE WHEN item = 'approved_by' THEN value END) AS approved_by,
        MAX(CASE WHEN item = 'approved_on' THEN value END) AS approved_on
    FROM listing.cell
    WHERE is_latest AND reason IS NULL
    GROUP BY number
)
SELECT
    household.township, household.village, household.head_name, household.household_number, household.head_id, household.members, household.household_kind,
    household.monitoring_kind, household.income_per_head_yuan AS per_head_yuan, household.last_income_per_head_yuan AS last_per_head_yuan,
    line.listed_class, line.why, line.to_ask,
    CASE WHEN line.first_month = line.month THEN '本月新增' ELSE line.first_month END AS first_listed,
    found.conclusion, found.finding, found.cause, found.plan, found.measures_taken, found.contact_person, found.checked_on, found.checked_by,
    found.second_by, found.approved_by, found.approved_on
FROM listing.line AS line
INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
LEFT JOIN found ON found.number = line.number
WHERE line.month = $1 AND line.list_code = $3
ORDER BY
    LIST_POSITION($2::VARCHAR[], household.township) NULLS LAST, household.township, household.village NULLS LAST, line.listed_class,
    household.household_id, line.matter, line.event
