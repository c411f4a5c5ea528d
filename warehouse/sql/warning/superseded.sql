-- Question: which files of a full roster has a later file of the month replaced?
-- Grain: one file and feed.
-- Inputs: raw.feed_row, match.feed_person, draft.rule, ops.period
-- A later file that holds at least half of an earlier one's people is its corrected whole. One that shares hardly anybody
-- is another part (a township's, a supplement) and leaves the earlier in force.
WITH rosters AS (
    SELECT DISTINCT feed, about FROM draft.rule WHERE delivery = 'roster'
),
listed AS (
    SELECT DISTINCT
        feed_row.feed,
        feed_row.file_id,
        feed_row.file_order,
        CONCAT_WS('|', feed_person.household_id, CASE WHEN rosters.about = 'person' THEN feed_person.person_key END) AS whom
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    INNER JOIN rosters ON rosters.feed = feed_row.feed
    INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = feed_row.row_key
    WHERE feed_person.household_id IS NOT NULL
),
sizes AS (
    SELECT feed, file_id, COUNT(*) AS people FROM listed GROUP BY feed, file_id
),
shared AS (
    SELECT earlier.feed, earlier.file_id, later.file_id AS later_file, COUNT(*) AS people
    FROM listed AS earlier
    INNER JOIN listed AS later
        ON later.feed = earlier.feed AND later.whom = earlier.whom AND later.file_order > earlier.file_order
    GROUP BY earlier.feed, earlier.file_id, later.file_id
)
SELECT DISTINCT shared.feed, shared.file_id
FROM shared
INNER JOIN sizes ON sizes.feed = shared.feed AND sizes.file_id = shared.file_id
WHERE 2 * shared.people >= sizes.people
