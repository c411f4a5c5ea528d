-- Question: what became of every row that a department sent this month?
-- Grain: one feed row; where several rules read it, the weightiest outcome.
-- Inputs: raw.feed_row, warning.decided, match.feed_person, ops.period
WITH weightiest AS (
    SELECT row_key, decision, reason, number
    FROM warning.decided
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY row_key
        ORDER BY
            CASE decision
                WHEN 'warned' THEN 1 WHEN 'suspected' THEN 2 WHEN 'unmatched' THEN 3
                WHEN 'suppressed' THEN 4 WHEN 'merged' THEN 5 ELSE 6
            END,
            rule_code
    ) = 1
)
SELECT
    feed_row.month,
    feed_row.row_key,
    feed_row.file_id,
    feed_row.feed,
    CASE
        WHEN feed_row.status = 'rejected' THEN 'rejected'
        WHEN weightiest.decision IS NULL THEN 'not_qualifying'
        WHEN weightiest.decision = 'suspected' THEN 'unmatched'
        ELSE weightiest.decision
    END AS outcome,
    CASE
        WHEN feed_row.status = 'rejected' THEN feed_row.reject_reason
        WHEN weightiest.decision IS NULL THEN '本政策没有针对此类信息的规则'
        WHEN weightiest.decision = 'unmatched' THEN feed_person.reason
        WHEN weightiest.decision = 'warned' THEN '已列入预警'
        ELSE weightiest.reason
    END AS reason,
    COALESCE(weightiest.decision, 'not_qualifying') <> 'not_qualifying' AS is_qualifying,
    feed_person.tier,
    feed_person.household_id,
    feed_person.person_key,
    CASE WHEN weightiest.decision NOT IN ('not_qualifying', 'unmatched') THEN weightiest.number END AS number
FROM raw.feed_row AS feed_row
INNER JOIN ops.period AS period ON period.month = feed_row.month
LEFT JOIN weightiest ON weightiest.row_key = feed_row.row_key
LEFT JOIN match.feed_person AS feed_person ON feed_person.row_key = feed_row.row_key
