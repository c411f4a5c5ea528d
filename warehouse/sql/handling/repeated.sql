-- Question: which households of this month's warnings were warned of in several months before and never recognised?
-- Grain: one household.
-- Inputs: warning.decided, warning.confirmed, handling.register, handling.event, warning.rule, seen.household, ops.period
-- A month counts once, whatever came in it. Who is or was monitored, or met the standard by an earlier month's ledger, was
-- recognised. `recent`: the last five times, for the ledger.
WITH warned AS (
    SELECT household_id FROM warning.decided WHERE decision = 'warned'
    UNION
    SELECT household_id FROM warning.confirmed
),
closed AS (
    SELECT event.number, event.meets, event.is_retracted
    FROM handling.event AS event
    INNER JOIN ops.period AS period ON event.month < period.month
    WHERE event.step = 'closed'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY event.number ORDER BY event.ordinal DESC) = 1
),
recognised AS (
    SELECT register.household_id
    FROM handling.register AS register
    LEFT JOIN closed ON closed.number = register.number AND NOT closed.is_retracted
    WHERE register.is_monitored OR closed.meets
    UNION
    SELECT household_id FROM seen.household WHERE monitoring_kind IS NOT NULL
),
earlier AS (
    SELECT
        register.household_id,
        register.month,
        register.month || ' ' || STRING_AGG(DISTINCT COALESCE(rule.label, register.way), '、' ORDER BY COALESCE(rule.label, register.way))
            AS matters
    FROM handling.register AS register
    INNER JOIN ops.period AS period ON register.month >= period.repeated_since AND register.month < period.month
    INNER JOIN warned ON warned.household_id = register.household_id
    LEFT JOIN warning.rule AS rule ON rule.month = register.month AND rule.rule_code = register.rule_code
    WHERE NOT register.is_withdrawn AND register.household_id NOT IN (SELECT household_id FROM recognised)
    GROUP BY register.household_id, register.month
),
placed AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY month DESC) AS place FROM earlier
)
SELECT
    period.month,
    placed.household_id,
    COUNT(*) AS times,
    STRING_AGG(placed.matters, '；' ORDER BY placed.month) AS history,
    STRING_AGG(CASE WHEN placed.place <= 5 THEN placed.matters END, '、' ORDER BY placed.month) AS recent
FROM placed
CROSS JOIN ops.period AS period
GROUP BY period.month, period.repeated_from, placed.household_id
HAVING COUNT(*) >= period.repeated_from
