-- Question: which awaited feeds came in the finished months, when, and did they look as usual?
-- Grain: one awaited feed and month. The contact persons of departments are not published.
-- Inputs: ops.arrival, ops.run
SELECT
    month, feed, label, department, delivery, send_by, state, arrived_on, files, row_count, rows_last_month, median_rows,
    months_judged, headings_moved, flags, hide_people(note) AS note
FROM ops.arrival
WHERE month IN (SELECT run.month FROM ops.run AS run)
ORDER BY month, department, feed
