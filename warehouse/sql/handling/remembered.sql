-- Question: which households were verified, or compared, so recently that it need not be done again?
-- Grain: one household, as seen from one day on which lines of the month were given to a township.
-- Inputs: handling.event, handling.register, ops.period
-- Only what the ledgers of earlier months said counts, so that a month run again gives the same; a line given out before is looked at
-- from its own day.
WITH said AS (
    SELECT event.number, event.step, event.happened_on, event.is_retracted
    FROM handling.event AS event
    INNER JOIN ops.period AS period ON event.month < period.month
    WHERE event.step IN ('visited_on', 'compared_on', 'closed')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY event.number, event.step ORDER BY event.ordinal DESC) = 1
),
given AS (
    SELECT feedback_on FROM ops.period
    UNION
    SELECT register.feedback_on
    FROM handling.register AS register
    INNER JOIN ops.period AS period ON period.month = register.month OR register.is_withdrawn
)
SELECT
    register.household_id,
    given.feedback_on,
    MAX(
        CASE
            WHEN said.step <> 'compared_on' AND said.happened_on >= given.feedback_on - CAST(period.verified_within_days AS INTEGER)
                THEN said.happened_on
        END
    ) AS verified_on,
    MAX(
        CASE
            WHEN said.step = 'compared_on' AND said.happened_on >= given.feedback_on - CAST(period.compared_within_days AS INTEGER)
                THEN said.happened_on
        END
    ) AS compared_on
FROM said
INNER JOIN handling.register AS register ON register.number = said.number
INNER JOIN ops.period AS period ON register.month < period.month
INNER JOIN given ON said.happened_on <= given.feedback_on
WHERE NOT said.is_retracted
GROUP BY register.household_id, given.feedback_on
