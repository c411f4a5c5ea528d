-- Question: what has each person paid for treatment in the twelve months, by totals and by stays?
-- Grain: one running total (person, calendar year, part), or one stay that no total holds.
-- Inputs: account.total, account.owner, match.counted_stay, raw.medical_expense, ops.period
-- A running total begins anew each January. Of a year that the twelve months hold whole, the latest total counts; of a year in which they begin, the
-- latest total less the last one from before them. Where none was told by their very first day, the rest may lie before it: at most
-- (is_at_most). A whole total holds its parts, and any total the stays up to its day.
WITH beginning AS (
    SELECT month, account_since, CAST(account_since || '-01' AS DATE) AS since FROM ops.period
),
ranked AS (
    SELECT
        total.*, beginning.since, total.until_day >= beginning.since AS is_within,
        MAX(CASE WHEN total.part = 'whole' THEN 1 ELSE 0 END) OVER (PARTITION BY total.person_key, total.year) AS has_whole,
        ROW_NUMBER() OVER (
            PARTITION BY total.person_key, total.year, total.part, total.until_day >= beginning.since
            ORDER BY total.until_day DESC, total.month DESC, total.file_order DESC
        ) AS age
    FROM account.total AS total
    CROSS JOIN beginning
),
latest AS (
    SELECT * FROM ranked WHERE age = 1 AND (part = 'whole' OR has_whole = 0)
),
covered AS (
    SELECT person_key, year, MAX(until_day) AS until_day FROM latest GROUP BY person_key, year
),
totals AS (
    SELECT
        latest.month, latest.row_key, latest.household_id, latest.person_key, latest.tier, latest.until_day AS happened_on,
        COALESCE(before.total_yuan, 0) AS deducted_yuan,
        ROUND(GREATEST(latest.total_yuan - COALESCE(before.total_yuan, 0), 0), 2) AS amount_yuan,
        latest.year = EXTRACT(YEAR FROM latest.since) AND EXTRACT(DOY FROM latest.since) > 1
        AND COALESCE(before.until_day < latest.since - INTERVAL 1 DAY, TRUE) AS is_at_most
    FROM latest
    LEFT JOIN latest AS before
        ON before.person_key = latest.person_key AND before.year = latest.year AND before.part = latest.part AND NOT before.is_within
    WHERE latest.is_within
),
stays AS (
    SELECT
        counted.month, counted.row_key, owner.household_id, owner.person_key, owner.tier, medical.settled_on AS happened_on,
        counted.settled_in, CAST(0 AS DOUBLE) AS deducted_yuan, counted.self_paid_yuan AS amount_yuan, FALSE AS is_at_most
    FROM match.counted_stay AS counted
    INNER JOIN beginning ON counted.month >= beginning.account_since
    INNER JOIN raw.medical_expense AS medical ON medical.month = counted.month AND medical.row_key = counted.row_key
    INNER JOIN account.owner AS owner ON owner.month = counted.month AND owner.row_key = counted.row_key
    WHERE NOT owner.is_in_doubt AND counted.settlement <> '累计' AND COALESCE(medical.settled_on >= beginning.since, TRUE)
)
SELECT month, row_key, household_id, person_key, tier, happened_on, deducted_yuan, amount_yuan, is_at_most
FROM totals
WHERE amount_yuan > 0
UNION ALL
SELECT
    stays.month, stays.row_key, stays.household_id, stays.person_key, stays.tier, stays.happened_on, stays.deducted_yuan,
    stays.amount_yuan, stays.is_at_most
FROM stays
LEFT JOIN covered ON covered.person_key = stays.person_key AND covered.year = stays.settled_in
WHERE covered.person_key IS NULL OR COALESCE(stays.happened_on, LAST_DAY(CAST(stays.month || '-01' AS DATE))) > covered.until_day
