-- Question: which rows of any month say what a warning says?
-- Grain: one row of a feed.
-- Inputs: warning.outcome, raw.feed_row; $1 number
SELECT outcome.month, outcome.outcome, outcome.reason, feed_row.department, feed_row.file_name, feed_row.sheet,
    feed_row.row_number
FROM warning.outcome AS outcome
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
WHERE outcome.number = $1
ORDER BY outcome.month, feed_row.file_name, feed_row.row_number
