-- Question: what goes back to the township, cell by cell, and what must be done about it?
-- Grain: one returned cell that cannot be taken, or one item of a warning that is missing or does not go with the others.
-- Inputs: handling.cell, handling.own, handling.step_fault, handling.row_fault, handling.register, handling.place, base.household
-- A fault that a later ledger, or the sheet sent back for it, has mended is not told again. What goes back goes to the township
-- that has the warning now; a row that is not the number's own goes to the one that sent it: the number may be another's.
-- A line of the township's own is told once, whatever else was filled in beside it, until a line of another file that says the same,
-- or of the same person, was taken. Of a warning that was withdrawn nothing is asked any longer.
WITH places AS (
    SELECT number, township FROM handling.place
),
towns AS (
    SELECT township FROM handling.register
    UNION
    SELECT township FROM base.household
),
sent AS (
    SELECT
        cell.month, cell.file_name,
        COALESCE(
            MIN(said.township),
            CASE WHEN COUNT(DISTINCT places.township) = 1 THEN MIN(places.township) END
        ) AS township,
        MAX(cell.list_month) AS list_month,
        MAX(cell.edition) AS edition
    FROM handling.cell AS cell
    LEFT JOIN places ON places.number = CASE WHEN cell.is_own THEN cell.number END
    LEFT JOIN towns AS said ON said.township = cell.said_township
    GROUP BY cell.month, cell.file_name
),
told AS (
    SELECT cell.month, cell.number, cell.item, cell.written, cell.reason, cell.file_name, cell.sheet, cell.row_number,
        TRUE AS is_own, CAST(NULL AS VARCHAR) AS line_township
    FROM handling.cell AS cell
    INNER JOIN handling.cell AS latest ON latest.number = cell.number AND latest.item = cell.item AND latest.is_latest
    WHERE cell.is_own AND cell.reason IS NOT NULL AND latest.list_month = cell.list_month AND latest.edition = cell.edition
    UNION ALL
    SELECT cell.month, cell.number, cell.item, cell.written, cell.reason, cell.file_name, cell.sheet, cell.row_number,
        FALSE AS is_own, NULL AS line_township
    FROM handling.cell AS cell
    INNER JOIN sent ON sent.month = cell.month AND sent.file_name = cell.file_name
    LEFT JOIN handling.own AS line
        ON line.month = cell.month AND line.file_name = cell.file_name AND line.sheet = cell.sheet
            AND line.row_number = CASE WHEN cell.number = '' THEN cell.row_number END
    WHERE NOT cell.is_own AND line.row_number IS NULL AND NOT EXISTS (
        SELECT 1 FROM sent AS later
        WHERE later.township = sent.township
            AND (later.list_month > cell.list_month OR (later.list_month = cell.list_month AND later.edition > cell.edition))
    )
    UNION ALL
    SELECT own.month, own.number, own.item, own.written, own.reason, own.file_name, own.sheet, own.row_number,
        FALSE AS is_own, own.township AS line_township
    FROM handling.own AS own
    WHERE own.reason IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM handling.own AS mended
        WHERE mended.reason IS NULL AND mended.file_name <> own.file_name AND mended.list_month >= own.list_month
            AND mended.township = own.township
            AND (mended.says_key = own.says_key OR mended.subject_id = own.subject_id OR mended.head_id = own.head_id)
    )
    UNION ALL
    SELECT cell.month, cell.number, cell.item, cell.written, fault.reason, cell.file_name, cell.sheet, cell.row_number,
        TRUE AS is_own, CAST(NULL AS VARCHAR) AS line_township
    FROM handling.step_fault AS fault
    INNER JOIN handling.cell AS cell ON cell.number = fault.number AND cell.item = fault.item AND cell.is_latest
    UNION ALL
    SELECT heard.month, fault.number, fault.item, own.written, fault.reason, heard.file_name, heard.sheet, heard.row_number,
        TRUE AS is_own, NULL AS line_township
    FROM handling.row_fault AS fault
    INNER JOIN (
        SELECT number, month, file_name, sheet, row_number
        FROM handling.cell
        WHERE is_own
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY number ORDER BY list_month DESC, edition DESC, month DESC, file_name, sheet, row_number
        ) = 1
    ) AS heard ON heard.number = fault.number
    LEFT JOIN handling.cell AS own ON own.number = fault.number AND own.item = fault.item AND own.is_latest
)
SELECT
    told.month, told.number, CASE WHEN told.is_own THEN places.township ELSE COALESCE(told.line_township, sent.township) END AS township, told.item,
    told.written, told.reason, told.is_own, told.file_name, told.sheet, told.row_number
FROM told
LEFT JOIN sent ON sent.month = told.month AND sent.file_name = told.file_name
LEFT JOIN places ON places.number = told.number
WHERE NOT (told.is_own AND told.number IN (SELECT number FROM handling.register WHERE is_withdrawn))
