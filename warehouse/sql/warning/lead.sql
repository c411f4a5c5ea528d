-- Question: for each row of the month that names somebody, which warning would it make, and what became of it?
-- Grain: one feed row and one rule of its feed.
-- Inputs: raw.feed_row, match.feed_person, draft.rule, warning.qualified, warning.superseded,
--     handling.register, ops.period
-- key_text is what a warning's number is made of: rule, household, person (where a rule warns persons), event.
-- A sound row of a later file of the month replaces what earlier files said of the same matter (is_replaced); a corrected
-- roster replaces the whole earlier one (is_superseded).
-- The rows that qualify for one number are ranked; the first makes the warning (place 1). What a township reported itself in an
-- earlier month's ledger, of the same person, way and month and in the same words, has its number already (reported_number), and
-- stands in no other row's way.
WITH own AS (
    SELECT
        number, way, household_id, person_key, SUBSTRING(CAST(register.feedback_on AS VARCHAR), 1, 7) AS event,
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(says, ' ', ''), ',', ''), ';', ''), '。', ''), '、', '') AS says
    FROM handling.register AS register
    INNER JOIN ops.period AS period ON register.month < period.month
    WHERE register.origin = 'township' AND NOT register.is_withdrawn
),
reported AS (
    SELECT qualified.row_key, qualified.rule_code, MIN(own.number) AS number
    FROM warning.qualified AS qualified
    INNER JOIN draft.rule AS rule ON rule.rule_code = qualified.rule_code
    INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = qualified.row_key
    INNER JOIN raw.feed_row AS feed_row ON feed_row.row_key = qualified.row_key
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    INNER JOIN own
        ON own.way = rule.way AND own.household_id = feed_person.household_id
            AND (rule.about = 'household' OR own.person_key = feed_person.person_key)
            AND own.event = COALESCE(feed_row.event_month, feed_row.month)
            AND POSITION(own.says IN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(qualified.says, ' ', ''), ',', ''), ';', ''), '。', ''), '、', '')) > 0
    WHERE feed_person.tier <> 'suspected'
    GROUP BY qualified.row_key, qualified.rule_code
),
led AS (
    SELECT
        feed_row.row_key,
        feed_row.file_id,
        feed_row.file_order,
        feed_row.row_number,
        feed_row.feed,
        feed_row.content,
        feed_row.matter,
        rule.rule_code,
        rule.about,
        feed_person.tier,
        feed_person.household_id,
        feed_person.person_key,
        CASE
            WHEN rule.delivery = 'roster' THEN feed_row.month
            WHEN rule.happens = 'first_time_in_year' THEN SUBSTRING(COALESCE(feed_row.event_month, feed_row.month), 1, 4)
            ELSE COALESCE(feed_row.event_month, feed_row.month)
        END AS event,
        rule.delivery,
        rule.on_change,
        superseded.feed IS NOT NULL AS is_superseded,
        qualified.says,
        qualified.row_key IS NOT NULL AS is_qualifying,
        reported.number AS reported_number
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = feed_row.row_key
    INNER JOIN draft.rule AS rule ON rule.feed = feed_row.feed
    LEFT JOIN warning.qualified AS qualified
        ON qualified.row_key = feed_row.row_key AND qualified.rule_code = rule.rule_code
    LEFT JOIN reported ON reported.row_key = feed_row.row_key AND reported.rule_code = rule.rule_code
    LEFT JOIN warning.superseded AS superseded
        ON superseded.feed = feed_row.feed AND superseded.file_id = feed_row.file_id
),
keyed AS (
    SELECT
        *,
        CASE
            WHEN tier = 'unmatched' THEN row_key
            ELSE CONCAT_WS('|', rule_code, household_id, CASE WHEN about = 'person' THEN person_key ELSE '' END, event)
        END AS key_text
    FROM led
),
dated AS (
    SELECT
        *,
        is_superseded OR file_order < COALESCE(
            MAX(CASE WHEN tier <> 'suspected' THEN file_order END) OVER (PARTITION BY key_text, matter), 0
        ) AS is_replaced
    FROM keyed
)
SELECT
    row_key, file_id, feed, content, rule_code, delivery, on_change, about, tier, household_id, person_key, event, says, is_qualifying,
    is_replaced, is_superseded, reported_number,
    rule_code || '-' || UPPER(SUBSTRING(MD5(key_text), 1, 14)) AS number,
    ROW_NUMBER() OVER (
        PARTITION BY key_text
        ORDER BY
            CASE WHEN is_qualifying AND NOT is_replaced AND reported_number IS NULL THEN 0 ELSE 1 END,
            CASE WHEN tier = 'suspected' THEN 1 ELSE 0 END,
            row_number,
            row_key
    ) AS place,
    MIN(CASE WHEN is_qualifying AND NOT is_replaced AND reported_number IS NULL AND tier <> 'suspected' THEN row_key END)
        OVER (PARTITION BY key_text) IS NOT NULL AS has_sound_row
FROM dated
