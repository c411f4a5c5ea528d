-- Question: which person of the base does the own sound number of each row of the month name?
-- Grain: one feed row whose number is in the base.
-- Inputs: raw.feed_row, base.person, ops.period
-- A number that stands twice in the base goes to the person whose name agrees, then to the lower key.
SELECT
    feed_row.row_key,
    CASE
        WHEN feed_row.id_state = 'valid' AND person.id_state = 'valid' THEN 'exact'
        ELSE 'derived'
    END AS tier,
    person.person_key,
    person.household_id
FROM raw.feed_row AS feed_row
INNER JOIN ops.period AS period ON period.month = feed_row.month
INNER JOIN base.person AS person ON person.id18 = feed_row.id18
WHERE feed_row.status = 'kept'
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY feed_row.row_key
    ORDER BY CASE WHEN person.name_key = feed_row.name_key THEN 0 ELSE 1 END, person.person_key
) = 1
