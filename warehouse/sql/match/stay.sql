-- Question: which stays has each person paid for, and by what is each known again in a later file?
-- Grain: one kept medical row of this month or an earlier one that gives no running total.
-- Inputs: raw.medical_expense, raw.feed_row, match.suspected, handling.settled, warning.outcome, base.person, ops.period
-- A row whose number is damaged counts for its one likely person, in earlier months for the one found then.
-- number: the settlement number, where it can be trusted. One that two people carry is a running number, or a batch's, and
-- none; where such a number is short (001, 17), no short one is any.
-- settlement: what is counted once. A trusted number; where one file has it for several sums or days and none of them undoes
-- another, the number with day and amount. A short number with the day, for it may begin anew each month. Without a number the
-- day and the amount, else the words of the row; alike within one file they are several.
-- A file called 累计, with one row a person and neither number nor day in it, holds the person's total so far: the latest counts (is_total).
-- A file called a correction (更正) corrects: what an earlier file had on the same day in another amount, or in the same amount on
-- another day, is taken back (is_corrected), where that is one stay and the correction does not repeat it.
WITH sent AS (
    SELECT
        medical.month,
        medical.row_key,
        feed_row.file_id,
        feed_row.file_order,
        feed_row.row_number,
        feed_row.content,
        feed_row.file_name || ' ' || feed_row.sheet AS called,
        COALESCE(feed_row.id18, person.id18) AS known,
        COALESCE(feed_row.id18, person.id18, medical.row_key) AS payer,
        COALESCE(EXTRACT(YEAR FROM COALESCE(medical.settled_on, medical.counted_until)), CAST(SUBSTRING(medical.month, 1, 4) AS BIGINT)) AS settled_in,
        medical.settlement_number,
        medical.settled_on,
        CAST(medical.settled_on AS STRING) || ' ' || CAST(medical.self_paid_yuan AS STRING) AS day_and_amount,
        medical.self_paid_yuan,
        medical.self_paid_yuan IS NULL AND SUBSTRING(medical.month, 1, 4) = SUBSTRING(period.month, 1, 4) AS is_part,
        medical.inpatient_yuan,
        medical.chronic_yuan,
        CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) AS this_year
    FROM raw.medical_expense AS medical
    INNER JOIN raw.feed_row AS feed_row ON feed_row.month = medical.month AND feed_row.row_key = medical.row_key
    INNER JOIN ops.period AS period ON medical.month <= period.month
    LEFT JOIN match.suspected AS suspected ON suspected.row_key = CASE WHEN medical.month = period.month THEN medical.row_key END
    LEFT JOIN warning.outcome AS earlier
        ON earlier.month = medical.month AND earlier.row_key = CASE WHEN medical.month < period.month THEN medical.row_key END
            AND earlier.tier IN ('suspected', 'confirmed')
    LEFT JOIN handling.settled AS settled
        ON settled.number = earlier.number AND NOT settled.is_same AND settled.list_month < period.month
    LEFT JOIN base.person AS person
        ON person.person_key = COALESCE(suspected.person_key, CASE WHEN settled.number IS NULL THEN earlier.person_key END)
    WHERE medical.self_paid_ytd_yuan IS NULL
),
carried AS (
    SELECT settlement_number, COUNT(DISTINCT known) AS people
    FROM sent
    WHERE settlement_number IS NOT NULL
    GROUP BY settlement_number
),
running AS (
    SELECT COUNT(*) > 0 AS are_short_ones FROM carried WHERE people > 1 AND LENGTH(settlement_number) < 8
),
paid AS (
    SELECT
        sent.*,
        CASE
            WHEN carried.people <= 1 AND (LENGTH(sent.settlement_number) >= 8 OR NOT running.are_short_ones)
                THEN sent.settlement_number
        END AS number,
        LENGTH(sent.settlement_number) < 8 AS is_short
    FROM sent
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
    FROM paid
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
),
known_by AS (
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
),
correction AS (
    SELECT later.month || later.row_key AS made_by, earlier.month, earlier.row_key
    FROM known_by AS later
    INNER JOIN known_by AS earlier
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
            FROM known_by AS again
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
    known_by.month,
    known_by.row_key,
    known_by.file_order,
    known_by.payer,
    known_by.settled_in,
    known_by.this_year,
    known_by.settlement,
    COALESCE(known_by.number, known_by.settlement) AS bill,
    known_by.nth,
    known_by.self_paid_yuan,
    known_by.is_part,
    known_by.inpatient_yuan,
    known_by.chronic_yuan,
    corrected.row_key IS NOT NULL AS is_corrected
FROM known_by
LEFT JOIN corrected ON corrected.month = known_by.month AND corrected.row_key = known_by.row_key
