-- Question: what goes back to the township, cell by cell, and what must be done about it?
-- Grain: one returned cell that cannot be taken, or one item of a warning that is missing or does not go with the others.
-- Inputs: handling.cell, handling.step_fault, handling.row_fault, handling.register, warning.suspected
-- A fault of an earlier ledger that a later one has mended is not told again.
WITH told AS (
    SELECT cell.month, cell.number, cell.item, cell.written, cell.reason, cell.file_name, cell.sheet, cell.row_number,
        cell.said_township
    FROM handling.cell AS cell
    INNER JOIN handling.cell AS latest ON latest.number = cell.number AND latest.item = cell.item AND latest.is_latest
    WHERE cell.reason IS NOT NULL AND (latest.reason IS NOT NULL OR latest.list_month = cell.list_month)
    UNION ALL
    SELECT cell.month, cell.number, cell.item, cell.written, fault.reason, cell.file_name, cell.sheet, cell.row_number,
        cell.said_township
    FROM handling.step_fault AS fault
    INNER JOIN handling.cell AS cell ON cell.number = fault.number AND cell.item = fault.item AND cell.is_latest
    UNION ALL
    SELECT heard.month, fault.number, fault.item, own.written, fault.reason, heard.file_name, heard.sheet, heard.row_number,
        heard.said_township
    FROM handling.row_fault AS fault
    INNER JOIN (
        SELECT number, month, file_name, sheet, row_number, said_township
        FROM handling.cell
        QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY list_month DESC, month DESC, file_name, sheet, row_number) = 1
    ) AS heard ON heard.number = fault.number
    LEFT JOIN handling.cell AS own ON own.number = fault.number AND own.item = fault.item AND own.is_latest
),
places AS (
    SELECT number, township FROM handling.register
    UNION ALL
    SELECT number, township FROM warning.suspected WHERE number NOT IN (SELECT number FROM handling.register)
)
SELECT
    told.month, told.number, COALESCE(places.township, told.said_township) AS township, told.item, told.written, told.reason, told.file_name, told.sheet, told.row_number
FROM told
LEFT JOIN places ON places.number = told.number
