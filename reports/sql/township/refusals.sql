-- Question: what of the returned ledgers does a township get back, and what must it do about it?
-- Grain: one cell that could not be taken, or one item that is missing; a household's row is told once, with all its numbers, a
--     row refused whole once, with all its items.
-- Inputs: handling.refusal, handling.register, handling.own, warning.suspected; $1 month, $2 township, $3 names of items, $4 what they are
--     called
-- Nobody is named by a number that is not the row's own: it may be another township's.
WITH called AS (
    SELECT UNNEST($3::VARCHAR[]) AS item, UNNEST($4::VARCHAR[]) AS item_label
),
told AS (
    SELECT
        STRING_AGG(DISTINCT refusal.number, '、' ORDER BY refusal.number) AS number,
        MIN(COALESCE(register.village, own.village, suspected.village)) AS village,
        MIN(COALESCE(register.head_name, own.head_name, suspected.head_name)) AS head_name,
        STRING_AGG(
            DISTINCT COALESCE(register.subject_name, own.subject_name, suspected.likely_name), '、'
            ORDER BY COALESCE(register.subject_name, own.subject_name, suspected.likely_name)
        ) AS subject_name,
        CASE WHEN COUNT(DISTINCT refusal.item) = 1 THEN MIN(COALESCE(called.item_label, refusal.item)) ELSE '整行' END AS item_label,
        CASE
            WHEN COUNT(DISTINCT refusal.item) = 1 THEN MIN(refusal.written)
            ELSE STRING_AGG(DISTINCT COALESCE(called.item_label, refusal.item) || '：' || refusal.written, '；'
                ORDER BY COALESCE(called.item_label, refusal.item) || '：' || refusal.written)
        END AS written,
        refusal.reason, refusal.file_name, refusal.sheet, refusal.row_number
    FROM handling.refusal AS refusal
    LEFT JOIN handling.register AS register ON register.number = CASE WHEN refusal.is_own THEN refusal.number END
    LEFT JOIN handling.own AS own
        ON own.month = refusal.month AND own.file_name = refusal.file_name AND own.sheet = refusal.sheet
            AND own.row_number = CASE WHEN refusal.number = '' THEN refusal.row_number END
    LEFT JOIN warning.suspected AS suspected
        ON suspected.number = CASE WHEN refusal.is_own AND register.number IS NULL THEN refusal.number END
    LEFT JOIN called ON called.item = refusal.item
    WHERE refusal.month = $1 AND refusal.township = $2
    GROUP BY
        CASE WHEN refusal.is_own THEN COALESCE(called.item_label, refusal.item) END,
        CASE WHEN refusal.is_own THEN refusal.written END, refusal.reason, refusal.file_name, refusal.sheet,
        refusal.row_number
)
SELECT
    number, village, head_name, subject_name, item_label, written, reason, file_name, sheet, row_number,
    ROW_NUMBER() OVER (ORDER BY file_name, sheet, row_number, number, item_label) AS line
FROM told
ORDER BY line
