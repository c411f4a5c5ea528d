-- Question: which stays has each person paid for, and which of them has a later file corrected?
-- Grain: one row of match.known_stay.
-- Inputs: match.known_stay
-- A file called a correction (更正) corrects: what an earlier file had on the same day in another amount, or in the same amount on
-- another day, is taken back (is_corrected), where that is one stay and the correction does not repeat it.
WITH correction AS (
    SELECT later.month || later.row_key AS made_by, earlier.month, earlier.row_key
    FROM match.known_stay AS later
    INNER JOIN match.known_stay AS earlier
        ON earlier.payer = later.payer AND earlier.self_paid_yuan > 0 AND NOT earlier.is_reversed
            AND (
                (earlier.settled_on = later.settled_on AND earlier.self_paid_yuan <> later.self_paid_yuan)
                OR (earlier.settled_on <> later.settled_on AND earlier.self_paid_yuan = later.self_paid_yuan)
            )
            AND (earlier.month < later.month OR (earlier.month = later.month AND earlier.file_order < later.file_order))
    WHERE later.self_paid_yuan > 0 AND (earlier.number IS NULL OR later.number IS NULL)
        AND (later.called LIKE '%更正%' OR later.called LIKE '%订正%' OR later.called LIKE '%修正%' OR later.called LIKE '%改正%')
        AND NOT EXISTS (
            SELECT 1
            FROM match.known_stay AS again
            WHERE again.payer = later.payer
                AND (
                    (
                        again.month = later.month AND again.file_id = later.file_id
                        AND again.day_and_amount = earlier.day_and_amount
                    )
                    OR (
                        again.month = earlier.month AND again.file_id = earlier.file_id
                        AND again.day_and_amount = later.day_and_amount
                    )
                )
        )
),
corrected AS (
    SELECT DISTINCT month, row_key
    FROM (
        SELECT month, row_key, COUNT(*) OVER (PARTITION BY made_by) AS candidates
        FROM correction
    ) AS each_
    WHERE candidates = 1
)
SELECT
    stay.month,
    stay.row_key,
    stay.file_order,
    stay.payer,
    stay.settled_in,
    stay.this_year,
    stay.settlement,
    COALESCE(stay.number, stay.settlement) AS bill,
    stay.nth,
    stay.self_paid_yuan,
    stay.is_part,
    stay.inpatient_yuan,
    stay.chronic_yuan,
    corrected.row_key IS NOT NULL AS is_corrected
FROM match.known_stay AS stay
LEFT JOIN corrected ON corrected.month = stay.month AND corrected.row_key = stay.row_key
