-- Question: which rows say what a township reported itself in an earlier month's ledger, and under which number?
-- Grain: one feed row and one rule of its feed.
-- Inputs: warning.qualified, draft.rule, match.feed_person, raw.feed_row, handling.register, ops.period
-- Of the same person (or household), way and month, and in the same words.
WITH own AS (
    SELECT
        number, way, household_id, person_key, SUBSTRING(CAST(register.feedback_on AS STRING), 1, 7) AS event,
        words_of(says) AS words
    FROM handling.register AS register
    INNER JOIN ops.period AS period ON register.month < period.month
    WHERE register.origin = 'township' AND NOT register.is_withdrawn
)
SELECT qualified.row_key, qualified.rule_code, MIN(own.number) AS number
FROM warning.qualified AS qualified
INNER JOIN draft.rule AS rule ON rule.rule_code = qualified.rule_code
INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = qualified.row_key
INNER JOIN raw.feed_row AS feed_row ON feed_row.row_key = qualified.row_key
INNER JOIN ops.period AS period ON period.month = feed_row.month
INNER JOIN own
    ON own.way = rule.way AND own.household_id = feed_person.household_id
        AND (rule.about = 'household' OR own.person_key IS NOT DISTINCT FROM feed_person.person_key)
        AND own.event = COALESCE(feed_row.event_month, feed_row.month)
        AND POSITION(own.words IN words_of(qualified.says)) > 0
WHERE feed_person.tier <> 'suspected'
GROUP BY qualified.row_key, qualified.rule_code
