-- Question: under which key are those known who ask for help, or are reported, and are not in the base, and where do they live?
-- Grain: one kept row of a feed that lists outsiders (户库外).
-- Inputs: raw.feed_row, ops.outside_feed, match.damaged, seen.village, ops.period
-- The key is made of what the row says: a whole number, else what is left of one and the name, else name and village, else the row
-- word for word: 匿名 and 王先生 are many people. It is told of every row of such a feed: who is in the base later was known by it before.
-- The township is the one that the row names; else that of the village, where one township has a village of that name; else none.
WITH asked AS (
    SELECT
        feed_row.row_key, feed_row.village_text, feed_row.subject_name, feed_row.head_name, feed_row.address_text,
        feed_row.id18, CASE WHEN feed_row.id_text <> '' THEN feed_row.id_raw END AS id_raw, feed_row.name_key,
        CASE
            WHEN feed_row.id18 IS NOT NULL THEN feed_row.id18
            WHEN LENGTH(feed_row.id_text) >= 10 THEN CONCAT_WS('|', feed_row.id_text, feed_row.name_key)
            WHEN LENGTH(feed_row.name_key) >= 2
                AND NOT REGEXP_MATCHES(feed_row.name_key, '^(匿名|不详|未留|不愿|来电|热心)|(某|先生|女士|同志|群众|市民|村民|网友|邻居|大爷|大娘)$')
                THEN CONCAT_WS('|', feed_row.name_key, REPLACE(COALESCE(feed_row.village_text, feed_row.address_text, feed_row.township_text), ' ', ''))
            ELSE feed_row.content
        END AS whom
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    WHERE feed_row.status = 'kept' AND feed_row.feed IN (SELECT feed FROM ops.outside_feed)
),
candidates AS (
    SELECT damaged.row_key, village.township, village.village, LENGTH(village.village_key) AS letters
    FROM match.damaged AS damaged
    INNER JOIN asked ON asked.row_key = damaged.row_key
    INNER JOIN seen.village AS village ON damaged.place_text LIKE '%' || village.village_key || '%'
    WHERE damaged.place_text <> '' AND village.township = COALESCE(damaged.named_township, village.township)
),
nearest AS (
    SELECT row_key, MAX(letters) AS letters FROM candidates GROUP BY row_key
),
placed AS (
    SELECT
        candidates.row_key,
        CASE WHEN COUNT(DISTINCT candidates.township) = 1 THEN MIN(candidates.township) END AS township,
        CASE WHEN COUNT(*) = 1 THEN MIN(candidates.village) END AS village
    FROM candidates
    INNER JOIN nearest ON nearest.row_key = candidates.row_key AND nearest.letters = candidates.letters
    GROUP BY candidates.row_key
)
SELECT
    asked.row_key,
    'BW' || UPPER(SUBSTRING(MD5(asked.whom), 1, 14)) AS household_id,
    COALESCE(damaged.named_township, placed.township) AS township,
    COALESCE(placed.village, asked.village_text) AS village,
    COALESCE(asked.head_name, asked.subject_name) AS head_name,
    asked.subject_name,
    COALESCE(asked.id18, asked.id_raw) AS subject_id,
    CASE WHEN asked.head_name IS NULL OR asked.head_name = asked.subject_name THEN COALESCE(asked.id18, asked.id_raw) END AS head_id,
    CONCAT_WS('；',
        '户库外：户库中没有这个人，请核实身份和住址，符合条件的在系统中补录',
        CASE WHEN asked.id18 IS NULL AND asked.id_raw IS NOT NULL THEN '来文号码有误，请核对' END,
        CASE WHEN asked.address_text IS NOT NULL THEN '来文住址：' || asked.address_text END
    ) AS hint
FROM asked
LEFT JOIN match.damaged AS damaged ON damaged.row_key = asked.row_key
LEFT JOIN placed ON placed.row_key = asked.row_key
