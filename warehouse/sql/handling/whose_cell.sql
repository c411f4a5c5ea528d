-- Question: which warning does each cell of the returned ledgers speak of, and if none, why not?
-- Grain: one filled cell; a household's row gives one for each of its numbers.
-- Inputs: handling.spread, handling.recognised, handling.own, handling.register, handling.told_way, warning.warning, warning.suspected
-- A row that is not the number's own says nothing of it (not_own_because).
-- 是否已告知 of a warning of which nobody need be told is no answer, whatever was dragged down over it: it is left out (no value), and
-- holds nothing up. The cells of a line that the township added itself go with the line's number, or back with the line.
-- A row of 附件2, which has no number, is the warning that it is recognised as.
-- A risk that stands as it was printed says nothing, nor does that of a row without a number.
-- A row cannot be of an older ledger than the one with which its warning was given out: it was pasted into last month's workbook. An answer to a suspicion is of the list
-- that asked, whatever month the warning that came of it has.
WITH given AS (
    SELECT number, COALESCE(listed_in, month) AS month, UPPER(REPLACE(COALESCE(head_id, ''), ' ', '')) AS head_id,
        UPPER(REPLACE(COALESCE(subject_id, ''), ' ', '')) AS subject_id, FALSE AS is_question
    FROM handling.register
    UNION ALL
    SELECT number, COALESCE(listed_in, month) AS month, '' AS head_id, UPPER(REPLACE(COALESCE(likely_id, ''), ' ', '')) AS subject_id, TRUE AS is_question
    FROM warning.suspected
),
issued AS (
    SELECT given.number, given.month, given.head_id, given.subject_id, asked.is_question
    FROM given
    CROSS JOIN (VALUES (TRUE), (FALSE)) AS asked (is_question)
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY given.number, asked.is_question
        ORDER BY CASE WHEN given.is_question = asked.is_question THEN 0 ELSE 1 END, given.month
    ) = 1
),
printed AS (
    SELECT number, risk FROM warning.warning
    UNION
    SELECT number, risk FROM handling.own WHERE number <> ''
),
untold AS (
    SELECT register.number
    FROM handling.register AS register
    WHERE NOT EXISTS (
        SELECT 1 FROM handling.told_way AS told_way WHERE told_way.month = register.month AND told_way.way = register.way
    )
),
numbered AS (
    SELECT
        returned.month, returned.list_month, returned.edition, COALESCE(own.number, recognised.number, returned.number) AS number, returned.item,
        returned.is_ours, returned.written,
        CASE WHEN untold.number IS NULL OR returned.value = '不需要' THEN returned.value END AS value,
        CASE WHEN untold.number IS NULL THEN returned.trouble END AS trouble,
        CASE WHEN own.number IS NULL AND recognised.number IS NULL THEN returned.head_id ELSE '' END AS head_id,
        CASE WHEN own.number IS NULL AND recognised.number IS NULL THEN returned.subject_id ELSE '' END AS subject_id,
        returned.said_township, returned.is_sealed, returned.file_name, returned.sheet, returned.row_number,
        returned.item IN ('same', 'same_by', 'returned_suspected_remark') AS is_question, own.number IS NOT NULL OR recognised.number IS NOT NULL AS is_added,
        COALESCE(
            own.reason,
            CASE WHEN recognised.alike > 1 THEN
                COALESCE(recognised.head_name, '') || '户有' || CAST(recognised.alike AS VARCHAR) || '条预警文字相同，分不清说的是哪一条；请在有预警编号的表上填写'
            END
        ) AS line_reason
    FROM handling.spread AS returned
    LEFT JOIN handling.own AS own
        ON own.month = returned.month AND own.file_name = returned.file_name AND own.sheet = returned.sheet
            AND own.row_number = CASE WHEN returned.number = '' THEN returned.row_number END
    LEFT JOIN handling.recognised AS recognised
        ON recognised.month = returned.month AND recognised.file_name = returned.file_name AND recognised.sheet = returned.sheet
            AND recognised.row_number = CASE WHEN returned.number = '' THEN returned.row_number END
    LEFT JOIN printed ON printed.number = returned.number AND printed.risk = returned.value
    LEFT JOIN untold
        ON untold.number = CASE WHEN returned.item = 'told' THEN COALESCE(own.number, recognised.number, returned.number) END
    WHERE returned.item <> 'risk'
        OR (printed.number IS NULL AND COALESCE(own.number, returned.number) IN (SELECT number FROM handling.register))
),
known AS (
    SELECT
        returned.* EXCLUDE (list_month, edition),
        GREATEST(returned.list_month, COALESCE(issued.month, returned.list_month)) AS list_month,
        CASE WHEN issued.month > returned.list_month THEN 0 ELSE returned.edition END AS edition,
        issued.number IS NOT NULL AS is_known,
        REGEXP_MATCHES(returned.head_id, '^[0-9](\.[0-9]+)?E\+?[0-9]+$')
            OR REGEXP_MATCHES(returned.subject_id, '^[0-9](\.[0-9]+)?E\+?[0-9]+$') AS is_rounded,
        (returned.head_id <> '' AND returned.head_id <> issued.head_id)
            OR (returned.subject_id <> '' AND returned.subject_id <> issued.subject_id) AS is_moved,
        returned.head_id <> '' OR returned.subject_id <> '' AS is_named
    FROM numbered AS returned
    LEFT JOIN issued ON issued.number = returned.number AND issued.is_question = returned.is_question
)
SELECT
    *,
    CASE
        WHEN line_reason IS NOT NULL THEN line_reason
        WHEN number = '' THEN '预警编号没有了，不知道说的是哪一条；请在原表上重新填写'
        WHEN NOT is_known THEN '没有发出过这个编号；请在原表上填写，编号不要改'
        WHEN is_rounded THEN '身份证转换成了数字（3.7E+17），末几位已经丢失；请在原表上重新填写，身份证保持文本'
        WHEN is_sealed = FALSE THEN '编号、身份证或预警信息与校验码对不上，被改动过，或只对部分列排了序；请在原表上重新填写'
        WHEN is_sealed IS NULL AND is_moved THEN '这一行的身份证与编号不是同一条，被改动过，或只对部分列排了序；请在原表上重新填写'
        WHEN NOT is_ours THEN trouble
        WHEN is_sealed IS NULL AND NOT is_named AND NOT is_added THEN '校验码和身份证都没有了，不能确认说的是哪一条；请在原表上重新填写'
    END AS not_own_because
FROM known
