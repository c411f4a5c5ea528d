-- Question: which columns of a feed are gone, are called otherwise, or are new and unknown, since it last came?
-- Grain: one feed, one move, one column or heading.
-- Inputs: ops.feed_heading, ops.received, ops.period
-- All files of a month are taken together: a column that some file has is there. A feed's own columns are needed; a
-- missing name is said of its file, and a file without any number is refused.
WITH last_time AS (
    SELECT received.feed, MAX(received.month) AS month
    FROM ops.received AS received
    CROSS JOIN ops.period AS period
    WHERE received.month < period.month
    GROUP BY received.feed
),
compared AS (
    SELECT now_.feed, now_.month, last_time.month AS month_before
    FROM ops.received AS now_
    INNER JOIN ops.period AS period ON period.month = now_.month
    INNER JOIN last_time ON last_time.feed = now_.feed
),
before AS (
    SELECT
        heading.feed, heading.month, heading.column_name, heading.label, MIN(heading.heading) AS heading,
        MAX(CASE WHEN heading.is_of_feed THEN 1 ELSE 0 END) = 1 AS is_needed
    FROM ops.feed_heading AS heading
    INNER JOIN compared ON compared.feed = heading.feed AND compared.month_before = heading.month
    WHERE heading.use = 'read'
    GROUP BY heading.feed, heading.month, heading.column_name, heading.label
),
now_ AS (
    SELECT heading.feed, heading.use, heading.column_name, heading.label, heading.heading_key, MIN(heading.heading) AS heading
    FROM ops.feed_heading AS heading
    INNER JOIN compared ON compared.feed = heading.feed AND compared.month = heading.month
    GROUP BY heading.feed, heading.use, heading.column_name, heading.label, heading.heading_key
)
SELECT
    compared.month, before.feed, 'gone' AS move, before.column_name, before.label, before.heading,
    before.month AS month_before, before.heading AS heading_before, before.is_needed
FROM before
INNER JOIN compared ON compared.feed = before.feed
WHERE NOT EXISTS (
    SELECT 1 FROM now_ WHERE now_.feed = before.feed AND now_.use = 'read' AND now_.column_name = before.column_name
)
UNION ALL
SELECT
    compared.month, now_.feed, 'renamed' AS move, now_.column_name, now_.label, MIN(now_.heading) AS heading,
    before.month AS month_before, MIN(before.heading) AS heading_before, FALSE AS is_needed
FROM now_
INNER JOIN compared ON compared.feed = now_.feed
INNER JOIN before ON before.feed = now_.feed AND before.column_name = now_.column_name
WHERE now_.use = 'read'
    AND NOT EXISTS (
        SELECT 1 FROM ops.feed_heading AS heading
        WHERE heading.feed = now_.feed AND heading.month = before.month AND heading.heading_key = now_.heading_key
            AND heading.column_name = now_.column_name
    )
GROUP BY compared.month, now_.feed, now_.column_name, now_.label, before.month
UNION ALL
SELECT
    compared.month, now_.feed, 'new' AS move, '' AS column_name, '' AS label, now_.heading,
    compared.month_before, '' AS heading_before, FALSE AS is_needed
FROM now_
INNER JOIN compared ON compared.feed = now_.feed
WHERE now_.use = 'unknown'
    AND NOT EXISTS (
        SELECT 1 FROM ops.feed_heading AS heading
        WHERE heading.feed = now_.feed AND heading.month < compared.month AND heading.heading_key = now_.heading_key
    )
