-- Question: which person of the base does the own sound number of each row of the month name?
-- Grain: one feed row whose number is in the base.
-- Inputs: raw.feed_row, seen.person, seen.village, seen.earlier_number, ops.period
-- An old number of 15 digits has no check digit, and a text that ends in 000 may have gone through Excel: such a number
-- proves nothing where the name says somebody else, and is left for a human. So does a passport's: it counts with the name only.
-- Gaps of the base itself know their person without a number (match.sound).
-- A number that stands twice in the base goes to the person whose name agrees, then to the place that the row names, then to the
-- lower key; where the same person stands in several households, that is told. Where several people's names stand beside one number,
-- in the base (in several households) or in the file, and the row's is not the owner's, the number proves nothing (is_doubtful): it
-- counts for the member of the owner's household who bears the name, else it is left for a human (match.damaged).
-- A number that the base has corrected since counts with the name: what was warned of by it stands (is_earlier).
WITH sent AS (
    SELECT
        feed_row.row_key, feed_row.id_text, feed_row.id_state, feed_row.id18, feed_row.name_key,
        COALESCE(feed_row.township_text, '') || COALESCE(feed_row.village_text, '')
        || COALESCE(feed_row.address_text, '') AS place_text,
        CASE
            WHEN feed_row.id18 IS NULL OR feed_row.name_key = '' THEN FALSE
            ELSE MIN(NULLIF(feed_row.name_key, '')) OVER (PARTITION BY feed_row.file_id, feed_row.feed, feed_row.id18)
                <> MAX(NULLIF(feed_row.name_key, '')) OVER (PARTITION BY feed_row.file_id, feed_row.feed, feed_row.id18)
        END AS is_shared
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    WHERE feed_row.status = 'kept' AND feed_row.feed <> 'base_gap' AND feed_row.id_state <> 'blank'
),
numbered AS (
    SELECT sent.row_key, person.person_key
    FROM sent
    INNER JOIN seen.person AS person ON person.id18 = sent.id18
    WHERE (sent.id_state <> 'from_15' AND sent.id18 NOT LIKE '%000') OR sent.name_key IN (person.name_key, '')
    UNION ALL
    SELECT sent.row_key, person.person_key
    FROM sent
    INNER JOIN seen.person AS person ON person.id_text = sent.id_text
    WHERE sent.id_state = 'document' AND person.id_state = 'document'
        AND sent.name_key = person.name_key AND sent.name_key <> ''
    UNION ALL
    SELECT sent.row_key, person.person_key
    FROM sent
    INNER JOIN seen.earlier_number AS earlier ON earlier.id18 = sent.id18
    INNER JOIN seen.person AS person ON person.person_key = earlier.person_key
    WHERE sent.name_key IN (earlier.name_key, person.name_key) AND sent.name_key <> ''
),
places AS (
    SELECT township, village_key, MIN(township_key) AS township_key
    FROM seen.village
    GROUP BY township, village_key
),
owners AS (
    SELECT
        sent.row_key,
        sent.name_key,
        sent.is_shared,
        CASE
            WHEN sent.id_state = 'valid' AND person.id_state = 'valid' AND sent.id18 = person.id18 THEN 'exact'
            ELSE 'derived'
        END AS tier,
        person.person_key,
        person.household_id,
        person.name_key = sent.name_key AS is_named,
        COALESCE(sent.id18 <> person.id18, sent.id18 IS NOT NULL) AS is_earlier,
        CASE WHEN LENGTH(places.township_key) >= 2 AND POSITION(places.township_key IN sent.place_text) > 0 THEN 0 ELSE 1 END
        + CASE WHEN LENGTH(person.village_key) >= 2 AND POSITION(person.village_key IN sent.place_text) > 0 THEN 0 ELSE 1 END AS away
    FROM numbered
    INNER JOIN sent ON sent.row_key = numbered.row_key
    INNER JOIN seen.person AS person ON person.person_key = numbered.person_key
    LEFT JOIN places ON places.township = person.township AND places.village_key = person.village_key
),
weighed AS (
    SELECT
        *,
        MAX(CASE WHEN is_named THEN 1 ELSE 0 END) OVER (PARTITION BY row_key) AS any_named,
        MIN(household_id) OVER (PARTITION BY row_key) <> MAX(household_id) OVER (PARTITION BY row_key) AS is_in_several,
        MIN(CASE WHEN is_named THEN household_id END) OVER (PARTITION BY row_key)
        <> MAX(CASE WHEN is_named THEN household_id END) OVER (PARTITION BY row_key) AS is_named_in_several
    FROM owners
),
judged AS (
    SELECT *, any_named = 0 AND (is_in_several OR is_shared) AS is_doubtful
    FROM weighed
),
relatives AS (
    SELECT judged.row_key, MIN(person.person_key) AS person_key, MIN(person.household_id) AS household_id
    FROM judged
    INNER JOIN seen.person AS person ON person.household_id = judged.household_id AND person.name_key = judged.name_key
    WHERE judged.is_doubtful AND judged.name_key <> ''
    GROUP BY judged.row_key
    HAVING COUNT(DISTINCT person.person_key) = 1
)
SELECT
    row_key, tier, person_key, household_id,
    CASE
        WHEN is_named_in_several THEN '此人在户库的几户里都有，请核对应在哪一户'
        WHEN is_earlier THEN '所报的是此人在户库中更正以前的号码'
    END AS clue
FROM judged
WHERE NOT is_doubtful
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY row_key
    ORDER BY CASE WHEN is_named THEN 0 ELSE 1 END, away, person_key
) = 1
UNION ALL
SELECT row_key, 'derived' AS tier, person_key, household_id, '号码是同户另一人的，按姓名确定，请核对' AS clue
FROM relatives
