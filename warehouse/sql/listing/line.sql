-- Question: who stands on which list this month, under which number, and since when?
-- Grain: one list, household and matter.
-- Inputs: listing.stands, listing.line, ops.period
-- The number is a pure function of list, household, matter and the month or year that it is for: what came back of it is found again.
WITH numbered AS (
    SELECT
        *, 'MD-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', list_code, household_id, matter, event)), 1, 14)) AS number
    FROM listing.stands
),
before AS (
    SELECT line.number, MIN(line.first_month) AS first_month
    FROM listing.line AS line
    INNER JOIN ops.period AS period ON line.month < period.month
    GROUP BY line.number
)
SELECT
    period.month, numbered.list_code, numbered.number, numbered.household_id, numbered.matter, numbered.event, numbered.listed_class,
    numbered.why, numbered.to_ask, COALESCE(before.first_month, period.month) AS first_month
FROM numbered
CROSS JOIN ops.period AS period
LEFT JOIN before ON before.number = numbered.number
