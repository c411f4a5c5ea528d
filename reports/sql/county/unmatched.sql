-- Question: which rows of the month name nobody of the base, and why?
-- Grain: one feed row; the worst: those that would be warned of.
-- Inputs: warning.outcome, raw.feed_row
--     $1 month, $2 departments in order, $3 $4 codes and names of feeds
WITH feeds AS (
    SELECT UNNEST($3::VARCHAR[]) AS feed, UNNEST($4::VARCHAR[]) AS label
)
SELECT
    feed_row.department, COALESCE(feeds.label, feed_row.feed) AS label, feed_row.file_name, feed_row.sheet, feed_row.row_number,
    feed_row.subject_name AS sent_name, mask_number(feed_row.id_text) AS masked_number, feed_row.township_text,
    feed_row.village_text, outcome.reason, outcome.is_qualifying,
    ROW_NUMBER() OVER (
        ORDER BY
            outcome.is_qualifying DESC NULLS LAST, LIST_POSITION($2::VARCHAR[], feed_row.department) NULLS LAST, feed_row.department,
            feed_row.file_name, feed_row.sheet, feed_row.row_number, feed_row.row_key
    ) AS worst
FROM warning.outcome AS outcome
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
LEFT JOIN feeds ON feeds.feed = feed_row.feed
WHERE outcome.month = $1 AND outcome.outcome = 'unmatched'
ORDER BY
    LIST_POSITION($2::VARCHAR[], feed_row.department) NULLS LAST, feed_row.department, feed_row.file_name, feed_row.sheet,
    feed_row.row_number, feed_row.row_key
