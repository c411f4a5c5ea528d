-- Question: how far has each warning come, by all that was returned and can be taken?
-- Grain: one warning and step.
-- Inputs: handling.answer, handling.cell, handling.register, handling.step, handling.preceding, handling.step_fault, handling.row_fault,
--     handling.amended, handling.recheck
-- A step behind a faulty or refused one waits until that is mended; one in parallel with it does not. 办结 counts where nothing of the row is at fault.
WITH placed AS (
    SELECT
        cell.number, cell.item AS step, TRY_CAST(cell.value AS DATE) AS happened_on,
        CASE WHEN cell.item = 'visited_on' THEN answer.visit_mode END AS value,
        CONCAT_WS(' ', cell.file_name, cell.sheet, '第' || CAST(cell.row_number AS STRING) || '行') AS provenance,
        register.month,
        cell.reason IS NOT NULL OR fault.number IS NOT NULL AS is_faulty
    FROM handling.cell AS cell
    INNER JOIN handling.register AS register ON register.number = cell.number
    INNER JOIN handling.step AS step ON step.month = register.month AND step.step = cell.item
    LEFT JOIN handling.step_fault AS fault ON fault.number = cell.number AND fault.item = cell.item
    LEFT JOIN handling.answer AS answer ON answer.number = cell.number
    WHERE cell.is_latest
),
waiting AS (
    SELECT DISTINCT placed.number, placed.step
    FROM placed
    INNER JOIN handling.preceding AS preceding ON preceding.month = placed.month AND preceding.step = placed.step
    INNER JOIN placed AS faulty ON faulty.number = placed.number AND faulty.step = preceding.earlier AND faulty.is_faulty
),
heard AS (
    SELECT
        number,
        item,
        CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS STRING) || '行') AS provenance
    FROM handling.cell
    WHERE is_latest AND reason IS NULL
)
SELECT number, step, happened_on, value, CAST(NULL AS BOOLEAN) AS meets, provenance
FROM placed
WHERE NOT is_faulty
    AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.number = placed.number AND waiting.step = placed.step)
UNION ALL
SELECT number, 'rechecked' AS step, rechecked_on AS happened_on,
    CONCAT_WS('：', CASE WHEN is_true THEN '属实' ELSE '不属实' END, says) AS value, CAST(NULL AS BOOLEAN) AS meets, provenance
FROM handling.recheck
WHERE is_true OR says IS NOT NULL
UNION ALL
SELECT number, item AS step, CAST(NULL AS DATE) AS happened_on, value, CAST(NULL AS BOOLEAN) AS meets, provenance
FROM handling.amended
WHERE number IN (SELECT number FROM handling.register)
UNION ALL
SELECT answer.number, 'closed' AS step, answer.done_on AS happened_on,
    CASE answer.meets_answer WHEN '是' THEN '符合' ELSE '不符合：' || answer.reason END AS value, answer.meets_answer = '是' AS meets, heard.provenance
FROM handling.answer AS answer
INNER JOIN heard ON heard.number = answer.number AND heard.item = 'done_on'
WHERE answer.done_on IS NOT NULL AND answer.meets_answer IS NOT NULL
    AND answer.number NOT IN (SELECT number FROM handling.row_fault)
    AND answer.number NOT IN (
        SELECT number FROM handling.cell
        WHERE is_latest AND reason IS NOT NULL AND item IN ('meets', 'reason', 'told', 'checked_by', 'done_on')
    )
UNION ALL
SELECT answer.number, 'told' AS step, CAST(NULL AS DATE) AS happened_on, answer.told AS value, CAST(NULL AS BOOLEAN) AS meets, heard.provenance
FROM handling.answer AS answer
INNER JOIN heard ON heard.number = answer.number AND heard.item = 'told'
WHERE answer.told = '是' AND answer.number NOT IN (SELECT number FROM handling.row_fault WHERE item = 'told')
UNION ALL
SELECT answer.number, 'green' AS step, CAST(NULL AS DATE) AS happened_on, '先行帮扶，后补程序' AS value, CAST(NULL AS BOOLEAN) AS meets, heard.provenance
FROM handling.answer AS answer
INNER JOIN heard ON heard.number = answer.number AND heard.item = 'green'
WHERE answer.green = '是'
UNION ALL
SELECT answer.number, 'responsible' AS step, answer.responsible_on AS happened_on, answer.responsible AS value, CAST(NULL AS BOOLEAN) AS meets, heard.provenance
FROM handling.answer AS answer
INNER JOIN heard ON heard.number = answer.number AND heard.item = 'responsible'
WHERE answer.responsible IS NOT NULL
UNION ALL
SELECT answer.number, 'plan' AS step, answer.plan_on AS happened_on, CAST(NULL AS VARCHAR) AS value, CAST(NULL AS BOOLEAN) AS meets, heard.provenance
FROM handling.answer AS answer
INNER JOIN heard ON heard.number = answer.number AND heard.item = 'plan_on'
WHERE answer.plan_on IS NOT NULL
