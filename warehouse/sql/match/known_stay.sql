-- Question: by what is each stay known again in a later file?
-- Grain: one row of match.sent_stay.
-- Inputs: match.sent_stay
-- number: the settlement number, where it can be trusted. One that two people carry is a running number, or a batch's, and
-- none; where such a number is short (001, 17), no short one is any.
-- settlement: what is counted once. A trusted number; where one file has it for several sums or days and none of them undoes
-- another, the number with day and amount. A short number with the day, for it may begin anew each month. Without a number the
-- day and the amount, else the words of the row; alike within one file they are several.
-- A file called 累计, with one row a person and neither number nor day in it, holds the person's total so far: the latest counts (is_total).
WITH carried AS (
    SELECT settlement_number, COUNT(DISTINCT known) AS people
    FROM match.sent_stay
    WHERE settlement_number IS NOT NULL
    GROUP BY settlement_number
),
running AS (
    SELECT COUNT(*) > 0 AS are_short_ones FROM carried WHERE people > 1 AND LENGTH(settlement_number) < 8
),
numbered AS (
    SELECT
        sent.*,
        CASE
            WHEN carried.people <= 1 AND (LENGTH(sent.settlement_number) >= 8 OR NOT running.are_short_ones)
                THEN sent.settlement_number
        END AS number,
        LENGTH(sent.settlement_number) < 8 AS is_short
    FROM match.sent_stay AS sent
    CROSS JOIN running
    LEFT JOIN carried ON carried.settlement_number = sent.settlement_number
),
counted AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY month, file_id, payer, number, self_paid_yuan ORDER BY row_number, row_key
        ) AS nth,
        ROW_NUMBER() OVER (
            PARTITION BY month, file_id, payer, COALESCE(day_and_amount, content) ORDER BY row_number, row_key
        ) AS nth_alike,
        settlement_number IS NULL AND settled_on IS NULL AND called LIKE '%累计%'
            AND COUNT(*) OVER (PARTITION BY month, file_id, payer) = 1 AS is_total
    FROM numbered
),
undone AS (
    SELECT
        *,
        number IS NOT NULL AND self_paid_yuan IS NOT NULL
        AND MIN(SIGN(self_paid_yuan)) OVER (PARTITION BY payer, number, ABS(self_paid_yuan), nth)
        <> MAX(SIGN(self_paid_yuan)) OVER (PARTITION BY payer, number, ABS(self_paid_yuan), nth) AS is_reversed
    FROM counted
),
said AS (
    SELECT
        payer, number, month, file_id,
        COUNT(DISTINCT COALESCE(day_and_amount, CAST(self_paid_yuan AS STRING))) AS matters
    FROM undone
    WHERE number IS NOT NULL AND self_paid_yuan > 0 AND NOT is_reversed
    GROUP BY payer, number, month, file_id
),
repeated AS (
    SELECT payer, number, MAX(matters) > 1 AS is_repeated
    FROM said
    GROUP BY payer, number
)
SELECT
    undone.*,
    CASE
        WHEN undone.is_total THEN '累计'
        WHEN undone.number IS NULL
            THEN COALESCE(undone.day_and_amount, undone.content) || CAST(undone.nth_alike AS STRING)
        WHEN repeated.is_repeated AND NOT undone.is_reversed
            THEN undone.number || ' ' || COALESCE(undone.day_and_amount, CAST(undone.self_paid_yuan AS STRING))
        WHEN undone.is_short AND NOT undone.is_reversed THEN undone.number || ' ' || COALESCE(CAST(undone.settled_on AS STRING), '')
        ELSE undone.number
    END AS settlement
FROM undone
LEFT JOIN repeated ON repeated.payer = undone.payer AND repeated.number = undone.number
