-- Question: whom is each kept row of the month about, how sure, and if nobody, why?
-- Grain: one kept feed row.
-- Inputs: raw.feed_row, match.sound, match.damaged, match.suspected, match.verdict, match.likely, match.outsider, seen.person, ops.period
WITH namesakes AS (
    SELECT row_key, COUNT(*) AS people, COUNT(clue) AS alike, COUNT(CASE WHEN is_born_alike THEN 1 END) AS born_alike
    FROM match.likely
    WHERE name_agrees = 1
    GROUP BY row_key
),
home_prefixes AS (
    SELECT DISTINCT SUBSTRING(id18, 1, 6) AS prefix FROM seen.person WHERE id18 IS NOT NULL
)
SELECT
    feed_row.row_key,
    CASE
        WHEN sound.row_key IS NOT NULL THEN sound.tier
        WHEN verdict.is_same AND verdict.is_earlier THEN 'confirmed'
        WHEN suspected.row_key IS NOT NULL THEN 'suspected'
        WHEN outsider.row_key IS NOT NULL THEN 'outside'
        ELSE 'unmatched'
    END AS tier,
    COALESCE(sound.person_key, suspected.person_key) AS person_key,
    COALESCE(sound.household_id, suspected.household_id, outsider.household_id) AS household_id,
    CASE WHEN sound.row_key IS NOT NULL THEN sound.clue ELSE COALESCE(suspected.clue, outsider.hint) END AS clue,
    CASE
        WHEN sound.row_key IS NOT NULL OR suspected.row_key IS NOT NULL OR outsider.row_key IS NOT NULL THEN NULL
        WHEN feed_row.id_state = 'blank' AND namesakes.people IS NULL THEN '号码空白，户库中没有同名的人'
        WHEN feed_row.id_state = 'blank' THEN '号码空白，同名的人不止一个或不在来文所写的村'
        WHEN feed_row.id_state IN ('broken', 'lost_digits') AND COALESCE(namesakes.alike, 0) > 1
            THEN '号码有误，相近的人不止一个'
        WHEN feed_row.id_state IN ('broken', 'lost_digits') THEN '号码有误，户库中没有姓名和号码都相近的人'
        WHEN feed_row.id_state = 'document' THEN '所报的是身份证以外的证件，户库中没有证件号码和姓名都相同的人'
        WHEN damaged.id_state = 'copied' THEN '同一号码写在几个姓名下，看不出是哪一个人'
        WHEN namesakes.born_alike > 0 THEN '号码无误，不在户库，但户库中有姓名和出生日期都相同的人，请核对号码'
        WHEN home_prefixes.prefix IS NOT NULL THEN '号码无误，不在户库（本地号段）'
        ELSE '号码无误，不在户库（外地号段）'
    END AS reason
FROM raw.feed_row AS feed_row
INNER JOIN ops.period AS period ON period.month = feed_row.month
LEFT JOIN match.sound AS sound ON sound.row_key = feed_row.row_key
LEFT JOIN match.suspected AS suspected ON suspected.row_key = feed_row.row_key
LEFT JOIN match.outsider AS outsider ON outsider.row_key = feed_row.row_key
LEFT JOIN match.verdict AS verdict
    ON verdict.id_text = feed_row.id_text AND verdict.name_key = feed_row.name_key AND verdict.person_key = suspected.person_key
LEFT JOIN match.damaged AS damaged ON damaged.row_key = feed_row.row_key
LEFT JOIN namesakes ON namesakes.row_key = feed_row.row_key
LEFT JOIN home_prefixes ON home_prefixes.prefix = SUBSTRING(feed_row.id18, 1, 6)
WHERE feed_row.status = 'kept'
