-- Question: which person of the base does the own sound number of each row of the month name?
-- Grain: one feed row whose number is in the base.
-- Inputs: raw.feed_row, base.person, ops.period
-- An old number of 15 digits has no check digit, and a text that ends in 000 may have gone through Excel: such a number
-- proves nothing where the name says somebody else, and is left for a human.
-- Gaps of the base itself know their person without a number (match.sound).
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
WHERE feed_row.status = 'kept' AND feed_row.feed <> 'base_gap'
    AND (
        (feed_row.id_state <> 'from_15' AND feed_row.id18 NOT LIKE '%000')
        OR feed_row.name_key IN (person.name_key, '')
    )
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY feed_row.row_key
    ORDER BY CASE WHEN person.name_key = feed_row.name_key THEN 0 ELSE 1 END, person.person_key
) = 1
