-- Question: which stays count, each once, and in which calendar year?
-- Grain: one row of match.stay that counts, of all months up to this one.
-- Inputs: match.stay
-- A settlement counts once, its latest say; what a later file corrected does not count; reversals are negative and so subtracted. A reversal of
-- the whole takes away the settlement that it undoes, so that the number may be settled anew; it belongs to the year of that settlement.
WITH of_year AS (
    SELECT
        payer, settlement, bill, nth, self_paid_yuan, month, file_order, row_key,
        CASE
            WHEN self_paid_yuan < 0
                THEN COALESCE(MAX(CASE WHEN self_paid_yuan > 0 THEN settled_in END) OVER (PARTITION BY payer, bill), settled_in)
            ELSE settled_in
        END AS settled_in
    FROM match.stay
    WHERE self_paid_yuan IS NOT NULL AND NOT is_corrected
),
undone AS (
    SELECT
        *,
        MIN(SIGN(self_paid_yuan)) OVER (PARTITION BY payer, settled_in, bill, ABS(self_paid_yuan), nth)
            <> MAX(SIGN(self_paid_yuan)) OVER (PARTITION BY payer, settled_in, bill, ABS(self_paid_yuan), nth)
        AS is_undone
    FROM of_year
)
SELECT month, row_key, payer, settled_in, settlement, self_paid_yuan
FROM undone
WHERE NOT is_undone
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY
        payer, settled_in, settlement,
        CASE WHEN self_paid_yuan < 0 THEN self_paid_yuan END,
        CASE WHEN self_paid_yuan < 0 THEN nth END
    ORDER BY month DESC, file_order DESC, self_paid_yuan DESC, row_key
) = 1
