-- Question: for each row of the month that names somebody, which warning would it make, and what became of it?
-- Grain: one feed row and one rule of its feed.
-- Inputs: raw.feed_row, match.feed_person, draft.rule, warning.qualified, warning.superseded, warning.reported,
--     warning.warning, match.outsider, handling.register, ops.period
-- key_text is what a warning's number is made of: rule, household, person (where a rule warns persons), event.
-- A sound row of a later file of the month replaces what earlier files said of the same matter (is_replaced); a corrected
-- roster replaces the whole earlier one (is_superseded).
-- The rows that qualify for one number are ranked; the first makes the warning (place 1). What a township reported itself
-- (warning.reported) has its number already (reported_number), and stands in no other row's way. Who was warned of as an outsider keeps that number when the base knows him,
-- and the other way round; who is only likely to be somebody of the base by then stays what he was warned of as.
WITH led AS (
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
        reported.number AS reported_number,
        outsider.household_id AS outside_id,
        CASE WHEN outsider.row_key IS NOT NULL THEN feed_row.id18 END AS outside_number
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.month = feed_row.month
    INNER JOIN match.feed_person AS feed_person ON feed_person.row_key = feed_row.row_key
    INNER JOIN draft.rule AS rule ON rule.feed = feed_row.feed
    LEFT JOIN warning.qualified AS qualified
        ON qualified.row_key = feed_row.row_key AND qualified.rule_code = rule.rule_code
    LEFT JOIN warning.reported AS reported ON reported.row_key = feed_row.row_key AND reported.rule_code = rule.rule_code
    LEFT JOIN match.outsider AS outsider ON outsider.row_key = feed_row.row_key
    LEFT JOIN warning.superseded AS superseded
        ON superseded.feed = feed_row.feed AND superseded.file_id = feed_row.file_id
),
known AS (
    SELECT
        led.*,
        CASE
            WHEN outside_id IS NOT NULL
                THEN rule_code || '-' || UPPER(SUBSTRING(MD5(
                    CONCAT_WS('|', rule_code, outside_id, CASE WHEN about = 'person' THEN NULL ELSE '' END, event)
                ), 1, 14))
        END AS outside_key
    FROM led
),
told AS (
    SELECT
        known.* EXCLUDE (tier, household_id, person_key, outside_key),
        CASE WHEN known.tier = 'suspected' AND register.number IS NOT NULL THEN 'outside' ELSE known.tier END AS tier,
        CASE WHEN known.tier = 'suspected' AND register.number IS NOT NULL THEN known.outside_id ELSE known.household_id END
            AS household_id,
        CASE WHEN known.tier = 'suspected' AND register.number IS NOT NULL THEN NULL ELSE known.person_key END AS person_key,
        register.number AS outside_known
    FROM known
    LEFT JOIN handling.register AS register ON register.number = known.outside_key
),
keyed AS (
    SELECT
        *,
        CASE
            WHEN tier = 'unmatched' THEN row_key
            ELSE CONCAT_WS('|', rule_code, household_id, CASE WHEN about = 'person' THEN person_key ELSE '' END, event)
        END AS key_text
    FROM told
),
given AS (
    SELECT rule_code, event, subject_id, MIN(number) AS number
    FROM warning.warning
    WHERE subject_id IS NOT NULL AND tier <> 'suspected'
    GROUP BY rule_code, event, subject_id
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
    dated.row_key, dated.file_id, dated.feed, dated.content, dated.rule_code, dated.delivery, dated.on_change, dated.about, dated.tier,
    dated.household_id, dated.person_key, dated.event, dated.says, dated.is_qualifying, dated.is_replaced, dated.is_superseded,
    dated.reported_number,
    COALESCE(
        dated.outside_known, given.number, dated.rule_code || '-' || UPPER(SUBSTRING(MD5(dated.key_text), 1, 14))
    ) AS number,
    ROW_NUMBER() OVER (
        PARTITION BY dated.key_text
        ORDER BY
            CASE WHEN dated.is_qualifying AND NOT dated.is_replaced AND dated.reported_number IS NULL THEN 0 ELSE 1 END,
            CASE WHEN dated.tier = 'suspected' THEN 1 ELSE 0 END,
            dated.row_number,
            dated.row_key
    ) AS place,
    MIN(CASE WHEN dated.is_qualifying AND NOT dated.is_replaced AND dated.reported_number IS NULL AND dated.tier <> 'suspected' THEN dated.row_key END)
        OVER (PARTITION BY dated.key_text) IS NOT NULL AS has_sound_row
FROM dated
LEFT JOIN given
    ON given.rule_code = dated.rule_code AND given.event = dated.event AND given.subject_id = dated.outside_number
