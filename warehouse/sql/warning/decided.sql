-- Question: what becomes of each row under each rule: a warning, a suspected match, or why not?
-- Grain: one feed row and one rule of its feed.
-- Inputs: warning.lead, warning.issued, warning.confirmed, draft.roster, raw.feed_row, warning.outcome, warning.warning, handling.register,
--     ops.period
-- Who was suspected in an earlier month, and is the person as the township says, is warned of under that number, not by a row.
-- Last month's row word for word is a repetition where what it said was given out, then or before, under a number:
-- the repetition carries that number on, so that it is known again the month after.
-- What no row dates (a roster, a row sent again word for word) has the number of the month in which it was first warned of. A past month
-- that finds it only now, and never gave it out itself, leaves it to that later month (later), which goes on warning of it (kept).
WITH before AS (
    SELECT feed_row.feed, feed_row.content, MIN(outcome.number) AS number
    FROM raw.feed_row AS feed_row
    INNER JOIN ops.period AS period ON period.previous_month = feed_row.month
    INNER JOIN warning.outcome AS outcome ON outcome.month = feed_row.month AND outcome.row_key = feed_row.row_key
    WHERE EXISTS (SELECT 1 FROM warning.issued AS issued WHERE issued.number = outcome.number)
    GROUP BY feed_row.feed, feed_row.content
),
seen AS (
    SELECT number, MIN(CASE WHEN kind = 'warning' THEN month END) AS warned_in,
        MIN(CASE WHEN kind = 'suspected' THEN month END) AS listed_in,
        MIN(CASE WHEN kind = 'confirmed_later' THEN month END) AS confirmed_in
    FROM warning.issued
    GROUP BY number
),
enrolled AS (
    SELECT rule_code, household_id, person_key FROM warning.confirmed
    UNION
    SELECT rule_code, household_id, '' AS person_key FROM warning.confirmed WHERE person_key IS NOT NULL
),
later AS (
    SELECT lead_.row_key, lead_.rule_code, given.number, given.month
    FROM warning.lead AS lead_
    INNER JOIN ops.period AS period ON period.month = lead_.event
    INNER JOIN warning.warning AS given
        ON given.rule_code = lead_.rule_code AND given.household_id = lead_.household_id AND given.event = given.month
            AND given.month > period.month
    INNER JOIN raw.feed_row AS sent ON sent.month = given.month AND sent.row_key = given.row_key AND sent.feed = lead_.feed
    WHERE lead_.tier <> 'suspected' AND (lead_.delivery = 'roster' OR sent.content = lead_.content)
        AND (lead_.about = 'household' OR given.person_key = lead_.person_key)
        AND lead_.number NOT IN (SELECT register.number FROM handling.register AS register WHERE NOT register.is_withdrawn)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY lead_.row_key, lead_.rule_code ORDER BY given.month, given.number) = 1
),
kept AS (
    SELECT DISTINCT outcome.number
    FROM warning.outcome AS outcome
    INNER JOIN ops.period AS period ON outcome.month < period.month
    INNER JOIN handling.register AS register ON register.number = outcome.number AND register.month = period.month
    WHERE outcome.outcome = 'suppressed' AND NOT register.is_withdrawn
),
meaning AS (
    SELECT finding, decision, reason
    FROM (VALUES
        ('not_qualifying', 'not_qualifying', '未达到预警条件'),
        ('unmatched', 'unmatched', NULL),
        ('superseded', 'merged', '后到的名册已取代本文件'),
        ('baseline', 'not_qualifying', '首次报送的全量名册，作为基线'),
        ('known', 'not_qualifying', '上次名册中已有'),
        ('changed', 'not_qualifying', '上次名册中已有，金额或等级有变化，不作预警'),
        ('replaced', 'merged', '后到的文件已更新同一事项'),
        ('reported', 'suppressed', '同一事项镇街已自行上报，在其台账中办理'),
        ('confirmed', 'suppressed', '此前列入疑似匹配，经镇街核对，按疑似编号预警'),
        ('warned_before', 'suppressed', '同一事项已在{month}预警'),
        ('warned_later', 'suppressed', '同一事项已在{month}预警'),
        ('same_matter', 'merged', '同一对象同一事项已有一行'),
        ('listed_before', 'suppressed', '已在{month}列入疑似匹配'),
        ('repeated', 'suppressed', '与上月来文逐字相同'),
        ('suspected', 'suspected', '疑似匹配，待人工核对'),
        ('warned', 'warned', NULL)
    ) AS listed (finding, decision, reason)
),
judged AS (
    SELECT
        lead_.row_key,
        lead_.file_id,
        lead_.feed,
        lead_.rule_code,
        lead_.tier,
        lead_.household_id,
        lead_.person_key,
        lead_.event,
        lead_.says,
        CASE
            WHEN lead_.reported_number IS NOT NULL THEN lead_.reported_number
            WHEN seen.number IS NULL AND later.number IS NOT NULL THEN later.number
            WHEN seen.number IS NULL AND lead_.place = 1 AND before.number IS NOT NULL THEN before.number
            ELSE lead_.number
        END AS number,
        lead_.is_qualifying,
        CASE
            WHEN NOT lead_.is_qualifying THEN 'not_qualifying'
            WHEN lead_.tier = 'unmatched' THEN 'unmatched'
            WHEN lead_.is_superseded THEN 'superseded'
            WHEN roster.standing IN ('baseline', 'known') AND kept.number IS NULL THEN roster.standing
            WHEN roster.standing = 'changed' AND NOT (
                lead_.on_change = 'any'
                OR (lead_.on_change = 'raised' AND roster.watched > roster.watched_before)
                OR (lead_.on_change = 'lowered' AND roster.watched < roster.watched_before)
            ) THEN 'changed'
            WHEN lead_.is_replaced THEN 'replaced'
            WHEN lead_.reported_number IS NOT NULL THEN 'reported'
            WHEN confirmed.number IS NOT NULL OR (lead_.tier = 'confirmed' AND enrolled.rule_code IS NOT NULL) THEN 'confirmed'
            WHEN seen.warned_in IS NOT NULL OR (seen.confirmed_in IS NOT NULL AND lead_.tier <> 'suspected') THEN 'warned_before'
            WHEN later.number IS NOT NULL THEN 'warned_later'
            WHEN (lead_.tier = 'suspected' AND lead_.has_sound_row) OR lead_.place > 1 THEN 'same_matter'
            WHEN lead_.tier = 'suspected' AND seen.listed_in IS NOT NULL THEN 'listed_before'
            WHEN before.feed IS NOT NULL THEN 'repeated'
            WHEN lead_.tier = 'suspected' THEN 'suspected'
            ELSE 'warned'
        END AS finding,
        COALESCE(seen.warned_in, seen.confirmed_in, later.month) AS warned_in,
        seen.listed_in
    FROM warning.lead AS lead_
    LEFT JOIN seen ON seen.number = lead_.number
    LEFT JOIN later ON later.row_key = lead_.row_key AND later.rule_code = lead_.rule_code
    LEFT JOIN kept ON kept.number = lead_.number
    LEFT JOIN warning.confirmed AS confirmed ON confirmed.number = lead_.number
    LEFT JOIN enrolled
        ON enrolled.rule_code = CASE WHEN lead_.delivery = 'roster' THEN lead_.rule_code END AND enrolled.household_id = lead_.household_id
            AND enrolled.person_key = CASE WHEN lead_.about = 'person' THEN lead_.person_key ELSE '' END
    LEFT JOIN draft.roster AS roster
        ON roster.feed = CASE WHEN lead_.delivery = 'roster' THEN lead_.feed END AND roster.household_id = lead_.household_id
            AND roster.person_key = CASE WHEN lead_.about = 'person' THEN lead_.person_key ELSE '' END
            AND roster.standing NOT IN ('gone', 'absent')
    LEFT JOIN before ON before.feed = CASE WHEN lead_.delivery <> 'roster' THEN lead_.feed END AND before.content = lead_.content
)
SELECT
    judged.row_key,
    judged.file_id,
    judged.feed,
    judged.rule_code,
    judged.tier,
    judged.household_id,
    judged.person_key,
    judged.event,
    judged.says,
    judged.number,
    judged.is_qualifying,
    meaning.decision,
    REPLACE(meaning.reason, '{month}', COALESCE(judged.warned_in, judged.listed_in, '')) AS reason
FROM judged
INNER JOIN meaning ON meaning.finding = judged.finding
