-- Question: what becomes of each row under each rule: a warning, a suspected match, or why not?
-- Grain: one feed row and one rule of its feed.
-- Inputs: warning.lead, warning.issued, draft.roster, raw.feed_row, warning.outcome, ops.period
-- Last month's row word for word is a repetition where what it said was given out, then or before, under a number:
-- the repetition carries that number on, so that it is known again the month after.
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
        MIN(CASE WHEN kind = 'suspected' THEN month END) AS listed_in
    FROM warning.issued
    GROUP BY number
)
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
        WHEN seen.number IS NULL AND lead_.place = 1 AND before.number IS NOT NULL THEN before.number
        ELSE lead_.number
    END AS number,
    lead_.is_qualifying,
    CASE
        WHEN NOT lead_.is_qualifying THEN 'not_qualifying'
        WHEN lead_.tier = 'unmatched' THEN 'unmatched'
        WHEN lead_.is_superseded THEN 'merged'
        WHEN roster.standing IN ('baseline', 'known') THEN 'not_qualifying'
        WHEN roster.standing = 'changed' AND NOT (
            lead_.on_change = 'any'
            OR (lead_.on_change = 'raised' AND roster.watched > roster.watched_before)
            OR (lead_.on_change = 'lowered' AND roster.watched < roster.watched_before)
        ) THEN 'not_qualifying'
        WHEN lead_.is_replaced THEN 'merged'
        WHEN seen.warned_in IS NOT NULL THEN 'suppressed'
        WHEN lead_.tier = 'suspected' AND lead_.has_sound_row THEN 'merged'
        WHEN lead_.place > 1 THEN 'merged'
        WHEN lead_.tier = 'suspected' AND seen.listed_in IS NOT NULL THEN 'suppressed'
        WHEN before.feed IS NOT NULL THEN 'suppressed'
        WHEN lead_.tier = 'suspected' THEN 'suspected'
        ELSE 'warned'
    END AS decision,
    CASE
        WHEN NOT lead_.is_qualifying THEN '未达到预警条件'
        WHEN lead_.tier = 'unmatched' THEN NULL
        WHEN lead_.is_superseded THEN '后到的名册已取代本文件'
        WHEN roster.standing = 'baseline' THEN '首次报送的全量名册，作为基线'
        WHEN roster.standing = 'known' THEN '上次名册中已有'
        WHEN roster.standing = 'changed' AND NOT (
            lead_.on_change = 'any'
            OR (lead_.on_change = 'raised' AND roster.watched > roster.watched_before)
            OR (lead_.on_change = 'lowered' AND roster.watched < roster.watched_before)
        ) THEN '上次名册中已有，金额或等级有变化，不作预警'
        WHEN lead_.is_replaced THEN '后到的文件已更新同一事项'
        WHEN seen.warned_in IS NOT NULL THEN '同一事项已在' || seen.warned_in || '预警'
        WHEN (lead_.tier = 'suspected' AND lead_.has_sound_row) OR lead_.place > 1 THEN '同一对象同一事项已有一行'
        WHEN lead_.tier = 'suspected' AND seen.listed_in IS NOT NULL THEN '已在' || seen.listed_in || '列入疑似匹配'
        WHEN before.feed IS NOT NULL THEN '与上月来文逐字相同'
        WHEN lead_.tier = 'suspected' THEN '疑似匹配，待人工核对'
    END AS reason
FROM warning.lead AS lead_
LEFT JOIN seen ON seen.number = lead_.number
LEFT JOIN draft.roster AS roster
    ON lead_.delivery = 'roster' AND roster.feed = lead_.feed AND roster.household_id = lead_.household_id
        AND roster.person_key = CASE WHEN lead_.about = 'person' THEN lead_.person_key ELSE '' END
        AND roster.standing NOT IN ('gone', 'absent')
LEFT JOIN before ON lead_.delivery <> 'roster' AND before.feed = lead_.feed AND before.content = lead_.content
