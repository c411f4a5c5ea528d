-- Question: of which of the twelve months is what counts missing, for everybody?
-- Grain: one month and feed that was awaited and not sent, or could not be read; one month that was never run, its feed blank.
-- Inputs: draft.arrival, ops.arrival, account.counted, states.arrival, ops.period
-- What comes only when there is something to say (受灾, 种养损失) is never missing.
WITH months AS (
    SELECT
        period.month AS until_month,
        STRFTIME(UNNEST(RANGE(
            CAST(period.account_since || '-01' AS DATE), CAST(period.month || '-02' AS DATE), INTERVAL 1 MONTH
        )), '%Y-%m') AS month
    FROM ops.period AS period
),
board AS (
    SELECT arrival.month, arrival.feed, arrival.label, arrival.department, arrival.state FROM draft.arrival AS arrival
    UNION ALL
    SELECT arrival.month, arrival.feed, arrival.label, arrival.department, arrival.state
    FROM ops.arrival AS arrival
    INNER JOIN ops.period AS period ON arrival.month < period.month AND arrival.month >= period.account_since
)
SELECT months.until_month AS month, board.month AS sent_month, board.feed, board.department, board.label
FROM months
INNER JOIN board ON board.month = months.month
INNER JOIN states.arrival AS arrived ON arrived.code = board.state AND NOT arrived.has_come
WHERE board.feed IN (SELECT counted.feed FROM account.counted AS counted)
UNION ALL
SELECT months.until_month AS month, months.month AS sent_month, '' AS feed, NULL AS department, NULL AS label
FROM months
WHERE months.month NOT IN (SELECT board.month FROM board)
