-- Question: which damaged rows does a human have to look at, and whom are they likely about?
-- Grain: one suspected match.
-- Inputs: warning.decided, warning.qualified, match.feed_person, match.outsider, raw.feed_row, seen.person, seen.household, warning.suspected,
--     ops.period
-- In which month's lists it is asked is settled when it is first asked.
SELECT
    period.month,
    decided.number,
    decided.rule_code,
    period.policy_version,
    decided.event,
    decided.row_key,
    decided.household_id,
    decided.person_key,
    household.township,
    household.village,
    household.head_name,
    feed_row.department,
    feed_row.subject_name AS sent_name,
    feed_row.id_raw AS sent_number,
    person.person_name AS likely_name,
    COALESCE(person.id18, person.id_text) AS likely_id,
    outsider.household_id AS outside_id,
    feed_person.clue,
    decided.says,
    qualified.happened_on,
    CONCAT_WS(' ', feed_row.department, feed_row.file_name, CASE WHEN feed_row.sheet <> '' THEN feed_row.sheet END,
        '第' || CAST(feed_row.row_number AS STRING) || '行') AS provenance,
    CASE WHEN asked.number IS NOT NULL THEN asked.listed_in ELSE period.listed_in END AS listed_in,
    CASE WHEN asked.number IS NOT NULL THEN asked.belated_because ELSE period.belated_because END AS belated_because
FROM warning.decided AS decided
CROSS JOIN ops.period AS period
LEFT JOIN warning.qualified AS qualified ON qualified.row_key = decided.row_key AND qualified.rule_code = decided.rule_code
INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = decided.row_key
INNER JOIN raw.feed_row AS feed_row ON feed_row.row_key = decided.row_key AND feed_row.month = period.month
INNER JOIN seen.household AS household ON household.household_id = decided.household_id
INNER JOIN seen.person AS person ON person.person_key = decided.person_key
LEFT JOIN match.outsider AS outsider ON outsider.row_key = decided.row_key
LEFT JOIN warning.suspected AS asked ON asked.number = decided.number AND asked.month = period.month
WHERE decided.decision = 'suspected'
