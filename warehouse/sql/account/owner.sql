-- Question: whose is each row that an account may count, by the match of its time?
-- Grain: one feed row of a counted feed, of the calendar years that the twelve months touch, that is somebody's of the base for certain.
-- Inputs: account.counted, draft.outcome, warning.outcome, handling.settled, ops.period
-- Suspected matches count only once a township has said that it is the person; who is in no base has no account. Earlier months are as their
-- last run had them: what a member spent before he moved to another household stays where he lived then.
WITH reached AS (
    SELECT outcome.month, outcome.row_key, outcome.feed, outcome.tier, outcome.household_id, outcome.person_key, outcome.number
    FROM draft.outcome AS outcome
    UNION ALL
    SELECT outcome.month, outcome.row_key, outcome.feed, outcome.tier, outcome.household_id, outcome.person_key, outcome.number
    FROM warning.outcome AS outcome
    INNER JOIN ops.period AS period
        ON outcome.month < period.month AND outcome.month >= SUBSTRING(period.account_since, 1, 4) || '-01'
)
SELECT
    reached.month, reached.row_key, reached.household_id, reached.person_key,
    CASE WHEN reached.tier = 'suspected' THEN 'confirmed' ELSE reached.tier END AS tier,
    reached.tier = 'suspected' AND settled.number IS NULL AS is_in_doubt
FROM reached
LEFT JOIN handling.settled AS settled
    ON settled.number = CASE WHEN reached.tier IN ('suspected', 'confirmed') THEN reached.number END
WHERE reached.feed IN (SELECT counted.feed FROM account.counted AS counted)
    AND reached.tier IN ('exact', 'derived', 'confirmed', 'suspected')
    AND COALESCE(settled.is_same, TRUE)
