-- Question: which township's ledger of which month has come back, and when?
-- Grain: one month's ledger of one township.
-- Inputs: handling.ledger_file, handling.cell, handling.place, handling.register, base.household
-- It has come when a file has, whether or not anything was filled in: 月调度 and 季通报 tell the same. Whose it is, the numbers in it say as
-- they are placed now (a township may be called otherwise since), and the township that the file itself names.
WITH known AS (
    SELECT township FROM handling.register
    UNION
    SELECT township FROM base.household
),
told AS (
    SELECT DISTINCT cell.month, cell.file_name, place.township
    FROM handling.cell AS cell
    INNER JOIN handling.place AS place ON place.number = cell.number
    WHERE cell.is_own
    UNION
    SELECT file.month, file.file_name, file.said_township AS township
    FROM handling.ledger_file AS file
    WHERE file.said_township IN (SELECT township FROM known)
)
SELECT file.list_month AS month, COALESCE(told.township, file.said_township) AS township, MIN(file.saved_on) AS came_on
FROM handling.ledger_file AS file
LEFT JOIN told ON told.month = file.month AND told.file_name = file.file_name
GROUP BY file.list_month, COALESCE(told.township, file.said_township)
