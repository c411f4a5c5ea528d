-- Question: which cells of the returned ledgers can be taken, and why not the others?
-- Grain: one filled cell; a household's row gives one for each of its numbers.
-- Inputs: handling.returned, handling.register, warning.suspected
-- Cells are judged one by one: two people may each have filled in a part of the same row. Of copies of one month's ledger that
-- say two things about the same cell none is believed; a later month's ledger goes before an earlier one's.
WITH issued AS (
    SELECT number, township, UPPER(REPLACE(COALESCE(head_id, ''), ' ', '')) AS head_id,
        UPPER(REPLACE(COALESCE(subject_id, ''), ' ', '')) AS subject_id
    FROM handling.register
    UNION ALL
    SELECT number, township, '' AS head_id, UPPER(REPLACE(COALESCE(likely_id, ''), ' ', '')) AS subject_id
    FROM warning.suspected
    WHERE number NOT IN (SELECT number FROM handling.register)
),
known AS (
    SELECT
        returned.*,
        issued.number IS NOT NULL AS is_known,
        (returned.head_id <> '' AND issued.head_id <> '' AND returned.head_id <> issued.head_id)
            OR (returned.subject_id <> '' AND issued.subject_id <> '' AND returned.subject_id <> issued.subject_id) AS is_moved
    FROM handling.returned AS returned
    LEFT JOIN issued ON issued.number = returned.number
),
alone AS (
    SELECT
        *,
        CASE
            WHEN number = '' THEN '预警编号没有了，不知道说的是哪一条；请在原表上重新填写'
            WHEN NOT is_known THEN '没有发出过这个编号；请在原表上填写，编号不要改'
            WHEN is_sealed = FALSE THEN '编号或身份证与校验码对不上，被改动过，或只对部分列排了序；请在原表上重新填写'
            WHEN is_moved THEN '这一行的身份证与编号不是同一条，被改动过，或只对部分列排了序；请在原表上重新填写'
            ELSE trouble
        END AS own_reason
    FROM known
),
sayings AS (
    SELECT number, item, list_month, COUNT(DISTINCT value) AS sayings, STRING_AGG(DISTINCT written, '、' ORDER BY written) AS written
    FROM alone
    WHERE own_reason IS NULL
    GROUP BY number, item, list_month
),
judged AS (
    SELECT
        alone.*,
        COALESCE(
            alone.own_reason,
            CASE WHEN sayings.sayings > 1 THEN '几份表里填的不一样（' || sayings.written || '）；请核对后只保留一个' END
        ) AS reason
    FROM alone
    LEFT JOIN sayings
        ON sayings.number = alone.number AND sayings.item = alone.item AND sayings.list_month = alone.list_month
)
SELECT
    month, list_month, number, item, written, value, said_township, file_name, sheet, row_number, reason,
    ROW_NUMBER() OVER (
        PARTITION BY number, item
        ORDER BY list_month DESC, CASE WHEN reason IS NULL THEN 0 ELSE 1 END, month DESC, file_name, sheet, row_number
    ) = 1 AS is_latest
FROM judged
