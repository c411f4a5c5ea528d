-- Question: of the rows of a full roster, who is new since the roster before?
-- Grain: one row of a feed that is delivered as a roster.
-- Inputs: warning.lead, draft.rule, warning.outcome, ops.period
-- The first roster of all is a baseline, not an alarm.
WITH earlier AS (
    SELECT outcome.feed, outcome.month, outcome.household_id, outcome.person_key
    FROM warning.outcome AS outcome
    INNER JOIN ops.period AS period ON outcome.month < period.month
),
latest AS (
    SELECT feed, MAX(month) AS month FROM earlier GROUP BY feed
),
listed AS (
    SELECT DISTINCT earlier.feed, earlier.household_id, earlier.person_key
    FROM earlier
    INNER JOIN latest ON latest.feed = earlier.feed AND latest.month = earlier.month
    WHERE earlier.household_id IS NOT NULL
)
SELECT DISTINCT
    lead_.row_key,
    CASE
        WHEN latest.feed IS NULL THEN 'baseline'
        WHEN EXISTS (
            SELECT 1 FROM listed
            WHERE listed.feed = lead_.feed AND listed.household_id = lead_.household_id
                AND (lead_.about = 'household' OR listed.person_key = lead_.person_key)
        ) THEN 'known'
        ELSE 'new'
    END AS standing
FROM warning.lead AS lead_
LEFT JOIN latest ON latest.feed = lead_.feed
WHERE lead_.delivery = 'roster'
