-- Question: which suspected matches has a township judged, and what was it that it judged?
-- Grain: one suspected match with a sound answer in the ledgers that there are.
-- Inputs: handling.verdict, handling.settled, warning.suspected, raw.feed_row
-- What was asked is kept as it was asked first, whatever later runs make of its month; only the answer may change.
SELECT
    settled.number, settled.list_month, settled.rule_code, settled.event, settled.row_key, settled.id_text, settled.name_key,
    settled.household_id, settled.person_key, settled.township, settled.village, settled.head_name, settled.likely_name,
    settled.likely_id, settled.department, settled.says, settled.happened_on, settled.outside_id, settled.sent_name, settled.sent_number, verdict.is_same, verdict.checked_by, verdict.provenance
FROM handling.verdict AS verdict
INNER JOIN handling.settled AS settled ON settled.number = verdict.number
UNION ALL
SELECT
    verdict.number, suspected.month AS list_month, suspected.rule_code, suspected.event, suspected.row_key, feed_row.id_text,
    feed_row.name_key, suspected.household_id, suspected.person_key, suspected.township, suspected.village, suspected.head_name,
    suspected.likely_name, suspected.likely_id, suspected.department, suspected.says, suspected.happened_on, suspected.outside_id,
    suspected.sent_name, suspected.sent_number, verdict.is_same, verdict.checked_by,
    verdict.provenance
FROM handling.verdict AS verdict
INNER JOIN warning.suspected AS suspected ON suspected.number = verdict.number
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = suspected.month AND feed_row.row_key = suspected.row_key
WHERE verdict.number NOT IN (SELECT number FROM handling.settled)
QUALIFY ROW_NUMBER() OVER (PARTITION BY verdict.number ORDER BY suspected.month) = 1
