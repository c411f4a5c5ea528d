-- Question: whom does a damaged number mean, or not mean, by what townships answered to the ledgers of earlier months?
-- Grain: one number and name as sent, and the person that they were suspected to be.
-- Inputs: handling.verdict, warning.suspected, raw.feed_row, ops.period
-- Next to nothing of a number says nothing of the next row with the same name.
SELECT feed_row.id_text, feed_row.name_key, suspected.person_key, BOOL_AND(verdict.is_same) AS is_same
FROM handling.verdict AS verdict
INNER JOIN ops.period AS period ON verdict.list_month < period.month
INNER JOIN warning.suspected AS suspected ON suspected.number = verdict.number
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = suspected.month AND feed_row.row_key = suspected.row_key
WHERE LENGTH(feed_row.id_text) >= 6
GROUP BY feed_row.id_text, feed_row.name_key, suspected.person_key
