-- Question: which suspected matches has a township judged, and what was it that it judged?
-- Grain: one suspected match with a sound answer in the ledgers that there are.
-- Inputs: handling.verdict, warning.suspected, raw.feed_row
-- The month is that of the list in which the suspicion stands, whatever month the warning that came of it has.
SELECT
    verdict.number, suspected.month AS list_month, feed_row.id_text, feed_row.name_key, suspected.person_key, suspected.likely_id,
    verdict.is_same, verdict.checked_by, verdict.provenance
FROM handling.verdict AS verdict
INNER JOIN warning.suspected AS suspected ON suspected.number = verdict.number
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = suspected.month AND feed_row.row_key = suspected.row_key
QUALIFY ROW_NUMBER() OVER (PARTITION BY verdict.number ORDER BY suspected.month) = 1
