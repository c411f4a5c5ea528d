-- Question: which row of each feed stands as what the department has last said of a person of the base?
-- Grain: one feed and one person: the latest kept row of this month and the eleven before it. A department sends a matter
-- once; it stands until a later row of the same feed and person takes its place. Of a feed that comes as a full roster only
-- the last roster counts: who is no longer in it is no longer said to be.
-- Inputs: raw.feed_row, raw.feed_member, raw.dibao, seen.held_person, ops.expected_feed, ops.period
-- Found by number as in match.own; nobody is guessed. sure_feed: the feed, where the name sent agrees or is blank; NULL where
-- it is another name: then the number is in doubt, and nothing else that the row says is compared.
-- is_member: the row is about the household's head, and names this person among those of the household (dibao only: of other rosters
-- the members are no matter). Where fewer are supported than are named, it does not say who.
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
    WHERE feed_row.status = 'kept' AND feed_row.feed <> 'base_gap'
),
within_year_members AS (
    SELECT
        of_row.month, of_row.row_key, of_row.feed, of_row.file_order, of_row.row_number, of_row.file_name, of_row.sheet,
        of_row.department, member.member_name AS subject_name, member.name_key, member.id_state, member.id18,
        of_row.township_text, of_row.happened_in, of_row.this_month, of_row.month_index
    FROM within_year AS of_row
    INNER JOIN raw.dibao AS dibao ON dibao.month = of_row.month AND dibao.row_key = of_row.row_key
    INNER JOIN raw.feed_member AS member ON member.month = of_row.month AND member.row_key = of_row.row_key
    INNER JOIN (
        SELECT month, row_key, COUNT(*) AS members
        FROM raw.feed_member
        GROUP BY month, row_key
    ) AS counted ON counted.month = of_row.month AND counted.row_key = of_row.row_key
    WHERE of_row.feed = 'dibao' AND member.id18 IS NOT NULL AND COALESCE(dibao.supported_people, counted.members + 1) > counted.members
),
told AS (
    SELECT *, FALSE AS is_member FROM within_year WHERE id18 IS NOT NULL
    UNION ALL
    SELECT *, TRUE AS is_member FROM within_year_members
),
last_roster AS (
    SELECT within_year.feed, MAX(within_year.month) AS month
    FROM within_year
    INNER JOIN ops.expected_feed AS expected ON expected.feed = within_year.feed AND expected.delivery = 'roster'
    GROUP BY within_year.feed
),
found AS (
    SELECT told.*, person.person_key, NULLIF(person.name_key, '') AS base_name_key
    FROM told
    INNER JOIN seen.held_person AS person ON person.id18 = told.id18
    LEFT JOIN last_roster ON last_roster.feed = told.feed
    WHERE told.month = COALESCE(last_roster.month, told.month)
        AND (
            (told.id_state <> 'from_15' AND told.id18 NOT LIKE '%000')
            OR told.name_key IN (person.name_key, '')
        )
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY told.month, told.row_key, told.is_member, told.id18
        ORDER BY CASE WHEN person.name_key = told.name_key THEN 0 ELSE 1 END, person.person_key
    ) = 1
)
SELECT
    *,
    NULLIF(name_key, '') AS sent_name_key,
    CASE WHEN name_key = '' OR name_key = base_name_key THEN feed END AS sure_feed
FROM found
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY feed, person_key ORDER BY month DESC, file_order DESC, is_member, row_number, row_key
) = 1
