-- Question: which cells of the returned ledgers can be taken, and why not the others?
-- Grain: one filled cell; a household's row gives one for each of its numbers.
-- Inputs: handling.whose_cell, handling.today, handling.risk, base.household
-- Cells are judged one by one: two people may each have filled in a part of the same row. Of copies of one month's ledger that
-- say two things about the same cell none is believed (remarks answer nothing); a later month's ledger goes before an earlier one's, and the sheet that
-- was sent back for correction before what it corrects.
WITH sayings AS (
    SELECT
        number, item, list_month, edition, COUNT(DISTINCT value) AS sayings,
        STRING_AGG(DISTINCT written, '、' ORDER BY written) AS written
    FROM handling.whose_cell
    WHERE not_own_because IS NULL AND trouble IS NULL AND item NOT LIKE '%\_remark' ESCAPE '\'
    GROUP BY number, item, list_month, edition
),
judged AS (
    SELECT
        cell.*,
        cell.not_own_because IS NULL AS is_own,
        COALESCE(
            cell.not_own_because,
            cell.trouble,
            CASE
                WHEN cell.item IN ('responsible_on', 'plan_on') AND TRY_CAST(cell.value AS DATE) > today.today
                    THEN '这一天还没有到；请核对日期'
                WHEN cell.item = 'risk' AND cell.value NOT IN (SELECT risk FROM handling.risk)
                    THEN '不认识这种风险类型；请从下拉框选一项'
                WHEN cell.item = 'placed' AND cell.value NOT IN (SELECT township FROM base.household WHERE township IS NOT NULL)
                    THEN '户库中没有这个镇街；请写镇街的全称'
            END,
            CASE WHEN sayings.sayings > 1 THEN '几份表里填的不一样（' || sayings.written || '）；请核对后只保留一个' END
        ) AS reason
    FROM handling.whose_cell AS cell
    CROSS JOIN handling.today AS today
    LEFT JOIN sayings
        ON sayings.number = cell.number AND sayings.item = cell.item AND sayings.list_month = cell.list_month
            AND sayings.edition = cell.edition
)
SELECT
    month, list_month, edition, number, item, written, value, said_township, file_name, sheet, row_number, reason, is_own,
    is_own AND ROW_NUMBER() OVER (
        PARTITION BY number, item
        ORDER BY
            CASE WHEN is_own THEN 0 ELSE 1 END, list_month DESC, edition DESC, CASE WHEN reason IS NULL THEN 0 ELSE 1 END,
            written, month DESC, file_name, sheet, row_number
    ) = 1 AS is_latest
FROM judged
