-- Question: which damaged rows have exactly one likely person?
-- Grain: one damaged row with its one likely person.
-- Inputs: match.likely, match.verdict, match.damaged, raw.feed_row, seen.person, ops.period
-- Who was suspected before and is somebody else, as the township said, is not suspected for the same number and name again.
-- Who is the person, as the township said, stays so whoever else has become alike since, in a base that came later.
-- The candidates of the best rank count, of these the ones in the place that the file gives; they must be one person.
-- The same name: any clue of the number. Where next to nothing is left of the number, the name is the only one in the
-- base, or in the village that the file gives. A name with unreadable characters, or one character apart: only beside a
-- number with one slip, and not where the row's name is that of another member of the candidate's household.
WITH ranked AS (
    SELECT
        row_key, person_key, household_id, whom, name_agrees, name_key, is_placed, is_same_place, strength, clue,
        CASE
            WHEN name_agrees = 1 AND strength = 3 AND is_placed AND NOT is_same_place THEN NULL
            WHEN name_agrees = 1 AND strength <= 2 THEN strength
            WHEN name_agrees = 2 AND strength = 1 THEN 3
            WHEN name_agrees = 3 AND strength = 1 AND NOT is_cut_off THEN 4
            WHEN name_agrees = 4 AND strength <= 2 THEN 5
            WHEN name_agrees = 4 THEN 7
            WHEN name_agrees = 1 THEN 6
        END AS place
    FROM match.likely
    WHERE clue IS NOT NULL
),
allowed AS (
    SELECT row_key, person_key, household_id, whom, name_agrees, is_placed, is_same_place, strength, clue, place
    FROM ranked
    WHERE place IS NOT NULL
        AND NOT EXISTS (
            SELECT 1
            FROM seen.person AS person
            WHERE ranked.name_agrees = 3 AND person.household_id = ranked.household_id
                AND person.name_key = ranked.name_key
        )
        AND NOT EXISTS (
            SELECT 1
            FROM raw.feed_row AS feed_row
            INNER JOIN ops.period AS period ON period.month = feed_row.month
            INNER JOIN match.verdict AS verdict ON verdict.id_text = feed_row.id_text AND verdict.name_key = feed_row.name_key
            WHERE feed_row.row_key = ranked.row_key AND verdict.person_key = ranked.person_key
                AND NOT verdict.is_same AND verdict.is_earlier
        )
),
confirmed AS (
    SELECT feed_row.row_key, person.person_key, person.household_id
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    INNER JOIN match.verdict AS verdict
        ON verdict.id_text = feed_row.id_text AND verdict.name_key = feed_row.name_key AND verdict.is_same
    INNER JOIN match.damaged AS damaged ON damaged.row_key = feed_row.row_key
    INNER JOIN seen.person AS person ON person.person_key = verdict.person_key
    QUALIFY ROW_NUMBER() OVER (PARTITION BY feed_row.row_key ORDER BY person.person_key) = 1
),
first_ranks AS (
    SELECT row_key, MIN(place * 2 + CASE WHEN is_same_place THEN 0 ELSE 1 END) AS first_rank
    FROM allowed
    GROUP BY row_key
),
found AS (
    SELECT
        allowed.row_key,
        allowed.person_key,
        allowed.household_id,
        CASE
            WHEN allowed.name_agrees = 4 THEN '姓名不同，' || allowed.clue
            WHEN allowed.strength = 3 AND allowed.is_same_place THEN allowed.clue || '，姓名在该村唯一'
            WHEN allowed.strength = 3 THEN allowed.clue || '，姓名在户库中唯一'
            WHEN allowed.name_agrees = 1 THEN '姓名一致，' || allowed.clue
            WHEN allowed.name_agrees = 2 THEN '姓名有看不清的字，' || allowed.clue
            WHEN allowed.name_agrees = 3 THEN '姓名一字之差，' || allowed.clue
            ELSE '姓名不同，' || allowed.clue
        END AS clue,
        MIN(allowed.whom) OVER (PARTITION BY allowed.row_key) AS first_whom,
        MAX(allowed.whom) OVER (PARTITION BY allowed.row_key) AS last_whom,
        ROW_NUMBER() OVER (PARTITION BY allowed.row_key ORDER BY allowed.person_key) AS place
    FROM allowed
    INNER JOIN first_ranks ON first_ranks.row_key = allowed.row_key
        AND first_ranks.first_rank = allowed.place * 2 + CASE WHEN allowed.is_same_place THEN 0 ELSE 1 END
)
SELECT found.row_key, found.person_key, found.household_id, found.clue
FROM found
WHERE found.first_whom = found.last_whom AND found.place = 1
    AND NOT EXISTS (
        SELECT 1 FROM confirmed WHERE confirmed.row_key = found.row_key AND confirmed.person_key <> found.person_key
    )
UNION ALL
SELECT confirmed.row_key, confirmed.person_key, confirmed.household_id, '经镇街核对为同一人' AS clue
FROM confirmed
WHERE NOT EXISTS (
    SELECT 1 FROM found
    WHERE found.row_key = confirmed.row_key AND found.person_key = confirmed.person_key AND found.first_whom = found.last_whom
        AND found.place = 1
)
