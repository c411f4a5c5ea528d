-- Question: what do the departments say of the persons of the base this month that a cleaning rule may compare?
-- Grain: one kept feed row whose number is in the base.
-- Inputs: raw.feed_row, match.sound, anomaly.person_fact, ops.period
SELECT
    ROW_NUMBER() OVER (ORDER BY feed_row.feed, feed_row.file_order, feed_row.row_number, feed_row.row_key) AS fact_row,
    person.person_key,
    person.household_id,
    person.township,
    person.village,
    person.head_name,
    person.person_name,
    person.person_number,
    CONCAT_WS(' ', feed_row.department, feed_row.file_name, CASE WHEN feed_row.sheet <> '' THEN feed_row.sheet END,
        '第' || CAST(feed_row.row_number AS STRING) || '行') AS provenance,
    feed_row.file_name,
    feed_row.feed,
    feed_row.department,
    sound.tier,
    feed_row.subject_name AS sent_name,
    CASE WHEN feed_row.name_key <> '' THEN feed_row.name_key END AS sent_name_key,
    CASE WHEN person.name_key <> '' THEN person.name_key END AS base_name_key,
    person.same_number_persons
FROM raw.feed_row AS feed_row
INNER JOIN ops.period AS period ON period.month = feed_row.month
INNER JOIN match.sound AS sound ON sound.row_key = feed_row.row_key
INNER JOIN anomaly.person_fact AS person ON person.person_key = sound.person_key
WHERE feed_row.status = 'kept'
