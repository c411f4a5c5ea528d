-- Question: which row of each feed stands as what the department has last said of a person of the base?
-- Grain: one feed and one person: the latest kept row of this month and the eleven before it. A department sends a matter
-- once; it stands until a later row of the same feed and person takes its place. Of a feed that comes as a full roster only
-- the last roster counts: who is no longer in it is no longer said to be.
-- Inputs: raw.feed_row, base.person, ops.expected_feed, ops.period
-- Found by number as in match.own; nobody is guessed. sure_feed: the feed, where the name sent agrees or is blank; NULL where
-- it is another name: then the number is in doubt, and nothing else that the row says is compared.
-- happened_in: the month of the matter, else the month it was sent.
WITH period AS (
    SELECT
        month,
        CAST(SUBSTRING(month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(month, 6, 2) AS BIGINT) AS month_index
    FROM ops.period
),
within_year AS (
    SELECT
        feed_row.month, feed_row.row_key, feed_row.feed, feed_row.file_order, feed_row.row_number, feed_row.file_name, feed_row.sheet,
        feed_row.department, feed_row.subject_name, feed_row.name_key, feed_row.id_state, feed_row.id18, feed_row.township_text,
        COALESCE(feed_row.event_month, feed_row.month) AS happened_in,
        period.month AS this_month,
        period.month_index
    FROM raw.feed_row AS feed_row
    INNER JOIN period
        ON feed_row.month <= period.month
            AND CAST(SUBSTRING(feed_row.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(feed_row.month, 6, 2) AS BIGINT)
            > period.month_index - 12
    WHERE feed_row.status = 'kept' AND feed_row.id18 IS NOT NULL AND feed_row.feed <> 'base_gap'
),
last_roster AS (
    SELECT within_year.feed, MAX(within_year.month) AS month
    FROM within_year
    INNER JOIN ops.expected_feed AS expected ON expected.feed = within_year.feed AND expected.delivery = 'roster'
    GROUP BY within_year.feed
),
found AS (
    SELECT within_year.*, person.person_key, NULLIF(person.name_key, '') AS base_name_key
    FROM within_year
    INNER JOIN base.person AS person ON person.id18 = within_year.id18
    LEFT JOIN last_roster ON last_roster.feed = within_year.feed
    WHERE within_year.month = COALESCE(last_roster.month, within_year.month)
        AND (
            (within_year.id_state <> 'from_15' AND within_year.id18 NOT LIKE '%000')
            OR within_year.name_key IN (person.name_key, '')
        )
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY within_year.month, within_year.row_key
        ORDER BY CASE WHEN person.name_key = within_year.name_key THEN 0 ELSE 1 END, person.person_key
    ) = 1
)
SELECT
    *,
    NULLIF(name_key, '') AS sent_name_key,
    CASE WHEN name_key = '' OR name_key = base_name_key THEN feed END AS sure_feed
FROM found
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY feed, person_key ORDER BY month DESC, file_order DESC, row_number, row_key
) = 1
