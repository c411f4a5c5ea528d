-- Question: of the full rosters of the month, who is new, whose amount or grade changed, who is no longer listed?
-- Grain: one household, or one person where the feed is about persons.
-- Inputs: warning.roster, base.household, base.person, states.roster; $1 month, $2 departments in order, $3 $4 $5 codes, names and departments of feeds
WITH feeds AS (
    SELECT UNNEST($3::VARCHAR[]) AS feed, UNNEST($4::VARCHAR[]) AS label, UNNEST($5::VARCHAR[]) AS department
)
SELECT
    feeds.department, feeds.label, household.township, household.village, household.head_name,
    COALESCE(person.person_name, household.head_name) AS sent_name,
    mask_number(COALESCE(person.id18, person.id_text, household.head_id)) AS masked_number,
    told.label AS standing,
    CAST(roster.watched_before AS VARCHAR) AS watched_before,
    CASE WHEN roster.standing IN ('new', 'changed') THEN CAST(roster.watched AS VARCHAR) END AS watched,
    ROW_NUMBER() OVER (
        ORDER BY
            told.ordinal, LIST_POSITION($2::VARCHAR[], feeds.department) NULLS LAST, feeds.label, household.township, household.village,
            roster.household_id, roster.person_key
    ) AS worst
FROM warning.roster AS roster
INNER JOIN states.roster AS told ON told.code = roster.standing
INNER JOIN feeds ON feeds.feed = roster.feed
INNER JOIN base.household AS household ON household.household_id = roster.household_id
LEFT JOIN base.person AS person ON person.person_key = roster.person_key
WHERE roster.month = $1
ORDER BY
    LIST_POSITION($2::VARCHAR[], feeds.department) NULLS LAST, feeds.label,
    told.ordinal,
    household.township, household.village, roster.household_id, roster.person_key
