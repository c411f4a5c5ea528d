-- Question: which households were verified, or compared, so recently that it need not be done again?
-- Grain: one household.
-- Inputs: handling.event, handling.register, ops.period
-- Only what the ledgers of earlier months said counts, so that a month run again gives the same.
WITH said AS (
    SELECT event.number, event.step, event.happened_on, event.is_retracted
    FROM handling.event AS event
    INNER JOIN ops.period AS period ON event.month < period.month
    WHERE event.step IN ('visited_on', 'compared_on', 'closed')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY event.number, event.step ORDER BY event.place DESC) = 1
)
SELECT
    register.household_id,
    MAX(CASE WHEN said.step <> 'compared_on' AND said.happened_on >= period.verified_since THEN said.happened_on END) AS verified_on,
    MAX(CASE WHEN said.step = 'compared_on' AND said.happened_on >= period.compared_since THEN said.happened_on END) AS compared_on
FROM said
INNER JOIN handling.register AS register ON register.number = said.number
INNER JOIN ops.period AS period ON register.month < period.month
WHERE NOT said.is_retracted AND said.happened_on <= period.feedback_on
GROUP BY register.household_id
