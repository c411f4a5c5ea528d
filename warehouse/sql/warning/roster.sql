-- Question: of the people of a full roster, who is new since they were last listed, whose amount or grade changed, who is gone?
-- Grain: one household, or one person of it where the feed is about persons, and feed that is delivered as a roster.
-- Inputs: warning.lead, warning.roster, raw.feed_row, match.feed_person, seen.household, seen.person, ops.period
-- baseline: the first roster of all is no alarm. new: not listed before, or gone before, or did not qualify before.
-- new, too: who was only suspected (a damaged number) when new, and is certain now (is_certain: named for certain once, or
-- there from the baseline on). known, changed: listed before. gone: listed before and now missing. absent: missing too, but so is nearly everybody of
-- the township (its part was not sent), or a row of that name found nobody: nothing is concluded from that.
WITH now_listed AS (
    SELECT
        lead_.feed,
        lead_.about,
        lead_.household_id,
        CASE WHEN lead_.about = 'person' THEN lead_.person_key ELSE '' END AS person_key,
        lead_.row_key,
        lead_.is_qualifying,
        lead_.tier <> 'suspected' AS is_sound,
        feed_row.watched
    FROM warning.lead AS lead_
    INNER JOIN ops.period AS period ON TRUE
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = period.month AND feed_row.row_key = lead_.row_key
    WHERE lead_.delivery = 'roster' AND lead_.household_id IS NOT NULL AND NOT lead_.is_superseded
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY lead_.feed, lead_.household_id, CASE WHEN lead_.about = 'person' THEN lead_.person_key ELSE '' END
        ORDER BY
            CASE WHEN lead_.is_qualifying THEN 0 ELSE 1 END, CASE WHEN lead_.tier = 'suspected' THEN 1 ELSE 0 END, feed_row.file_order DESC, feed_row.row_number, lead_.row_key
    ) = 1
),
before AS (
    SELECT roster.feed, roster.about, roster.household_id, roster.person_key, roster.standing, roster.is_qualifying,
        roster.is_certain, roster.watched, roster.row_key
    FROM warning.roster AS roster
    INNER JOIN ops.period AS period ON roster.month < period.month
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY roster.feed, roster.household_id, roster.person_key ORDER BY roster.month DESC
    ) = 1
),
sent AS (
    SELECT now_listed.feed, household.township, COUNT(*) AS people
    FROM now_listed
    INNER JOIN seen.household AS household ON household.household_id = now_listed.household_id
    GROUP BY now_listed.feed, household.township
),
listed_before AS (
    SELECT before.feed, household.township, COUNT(*) AS people
    FROM before
    INNER JOIN seen.household AS household ON household.household_id = before.household_id
    WHERE before.standing <> 'gone'
    GROUP BY before.feed, household.township
),
nameless AS (
    SELECT DISTINCT feed_row.feed, feed_row.name_key
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    LEFT JOIN match.feed_person AS feed_person ON feed_person.row_key = feed_row.row_key
    WHERE feed_person.household_id IS NULL
),
missing AS (
    SELECT
        before.*,
        CASE
            WHEN COALESCE(sent.people, 0) * 10 < listed_before.people AND listed_before.people >= 3 THEN 'absent'
            WHEN nameless.feed IS NOT NULL THEN 'absent'
            ELSE 'gone'
        END AS standing_now
    FROM before
    INNER JOIN seen.household AS household ON household.household_id = before.household_id
    LEFT JOIN seen.person AS person
        ON person.person_key = CASE WHEN before.about = 'person' THEN before.person_key ELSE household.head_key END
    INNER JOIN listed_before ON listed_before.feed = before.feed AND listed_before.township = household.township
    LEFT JOIN sent ON sent.feed = before.feed AND sent.township = household.township
    LEFT JOIN nameless ON nameless.feed = before.feed AND nameless.name_key = person.name_key
    WHERE before.standing <> 'gone'
        AND before.feed IN (SELECT feed FROM sent)
        AND NOT EXISTS (
            SELECT 1 FROM now_listed
            WHERE now_listed.feed = before.feed AND now_listed.household_id = before.household_id
                AND now_listed.person_key = before.person_key
        )
)
SELECT
    period.month,
    now_listed.feed,
    now_listed.about,
    now_listed.household_id,
    now_listed.person_key,
    CASE
        WHEN now_listed.feed NOT IN (SELECT feed FROM before) THEN 'baseline'
        WHEN before.feed IS NULL OR before.standing = 'gone' THEN 'new'
        WHEN now_listed.is_qualifying AND NOT before.is_qualifying THEN 'new'
        WHEN now_listed.is_sound AND NOT before.is_certain THEN 'new'
        WHEN now_listed.watched <> before.watched THEN 'changed'
        ELSE 'known'
    END AS standing,
    now_listed.is_qualifying,
    now_listed.is_sound OR now_listed.feed NOT IN (SELECT feed FROM before)
        OR COALESCE(before.standing <> 'gone' AND before.is_certain, FALSE) AS is_certain,
    COALESCE(now_listed.watched, before.watched) AS watched,
    before.watched AS watched_before,
    now_listed.row_key
FROM now_listed
CROSS JOIN ops.period AS period
LEFT JOIN before
    ON before.feed = now_listed.feed AND before.household_id = now_listed.household_id
        AND before.person_key = now_listed.person_key
UNION ALL
SELECT
    period.month, missing.feed, missing.about, missing.household_id, missing.person_key, missing.standing_now AS standing,
    missing.is_qualifying, missing.is_certain, missing.watched, missing.watched AS watched_before, missing.row_key
FROM missing
CROSS JOIN ops.period AS period
