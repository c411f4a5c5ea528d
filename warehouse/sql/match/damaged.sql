-- Question: which rows of the month name nobody by number, and what is left to find them by?
-- Grain: one kept feed row without a sound match.
-- Inputs: raw.feed_row, match.sound, seen.person, seen.village, ops.period
-- id_state: copied where a sound number is somebody else's in the base, or several people's: of this row's person it says nothing.
-- is_placed: the sender says a village that the base knows; named_township: the one township that the sender names.
WITH unplaced AS (
    SELECT
        feed_row.row_key,
        feed_row.name_key,
        feed_row.id_text,
        CASE
            WHEN feed_row.id_state IN ('valid', 'from_certificate') AND feed_row.id18 NOT LIKE '%000'
                AND EXISTS (SELECT 1 FROM seen.person AS person WHERE person.id18 = feed_row.id18) THEN 'copied'
            ELSE feed_row.id_state
        END AS id_state,
        feed_row.id18,
        COALESCE(feed_row.township_text, '') || COALESCE(feed_row.village_text, '')
            || COALESCE(feed_row.address_text, '') AS place_text
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    WHERE feed_row.status = 'kept'
        AND NOT EXISTS (SELECT 1 FROM match.sound AS sound WHERE sound.row_key = feed_row.row_key)
),
placed AS (
    SELECT DISTINCT unplaced.row_key
    FROM unplaced
    INNER JOIN seen.village AS village
        ON unplaced.place_text <> '' AND unplaced.place_text LIKE '%' || village.village_key || '%'
),
townships AS (
    SELECT DISTINCT township, township_key FROM seen.village WHERE LENGTH(township_key) >= 2
),
in_township AS (
    SELECT unplaced.row_key, MIN(townships.township) AS township
    FROM unplaced
    INNER JOIN townships ON unplaced.place_text LIKE '%' || townships.township_key || '%'
    GROUP BY unplaced.row_key
    HAVING COUNT(*) = 1
)
SELECT
    unplaced.row_key,
    unplaced.name_key,
    unplaced.id_text,
    unplaced.id_state,
    unplaced.id18,
    unplaced.place_text,
    placed.row_key IS NOT NULL AS is_placed,
    in_township.township AS named_township
FROM unplaced
LEFT JOIN placed ON placed.row_key = unplaced.row_key
LEFT JOIN in_township ON in_township.row_key = unplaced.row_key
