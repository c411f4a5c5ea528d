-- Question: which cells of the returned lists can be taken, and why not the others?
-- Grain: one filled cell.
-- Inputs: listing.returned, listing.line, listing.household, handling.today
-- As with 任务清单: cells are judged one by one; of copies in one folder that say two things none is believed; a later list goes first.
WITH issued AS (
    SELECT line.number, LIST(DISTINCT UPPER(REPLACE(COALESCE(household.head_id, ''), ' ', ''))) AS head_ids
    FROM listing.line AS line
    INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
    WHERE line.number IN (SELECT number FROM listing.returned)
    GROUP BY line.number
),
alone AS (
    SELECT
        returned.*,
        CASE
            WHEN returned.number = '' THEN '清单编号没有了，不知道说的是哪一户；请在原表上重新填写'
            WHEN issued.number IS NULL THEN '没有发出过这个清单编号；请在原表上填写，编号不要改'
            WHEN returned.is_sealed = FALSE THEN '编号或身份证与校验码对不上，被改动过，或只对部分列排了序；请在原表上重新填写'
            WHEN returned.is_sealed IS NULL AND returned.head_id <> ''
                AND NOT (LIST_CONTAINS(issued.head_ids, '') OR LIST_CONTAINS(issued.head_ids, returned.head_id)) THEN
                '这一行的身份证与编号不是同一户，被改动过，或只对部分列排了序；请在原表上重新填写'
            WHEN returned.trouble IS NOT NULL THEN returned.trouble
            WHEN returned.item IN ('checked_on', 'approved_on') AND CAST(returned.value AS DATE) > today.today THEN '这一天还没有到；做了以后再填'
        END AS own_reason
    FROM listing.returned AS returned
    CROSS JOIN handling.today AS today
    LEFT JOIN issued ON issued.number = returned.number
),
sayings AS (
    SELECT
        number, item, month, list_month, edition, COUNT(DISTINCT value) AS sayings,
        STRING_AGG(DISTINCT written, '、' ORDER BY written) AS written
    FROM alone
    WHERE own_reason IS NULL
    GROUP BY number, item, month, list_month, edition
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
        ON sayings.number = alone.number AND sayings.item = alone.item AND sayings.month = alone.month
            AND sayings.list_month = alone.list_month AND sayings.edition = alone.edition
)
SELECT
    month, list_month, edition, number, item, written, value, said_township, file_name, sheet, row_number, reason,
    ROW_NUMBER() OVER (
        PARTITION BY number, item
        ORDER BY month DESC, list_month DESC, edition DESC, CASE WHEN reason IS NULL THEN 0 ELSE 1 END, file_name, sheet, row_number
    ) = 1 AS is_latest
FROM judged
