-- Question: which rows of a returned 附件2 (the notice's own columns, without our number) are which warnings?
-- Grain: one row without a number.
-- Inputs: handling.own_line, handling.register
-- Known by the head's certificate number (of 户库外, who has none, the name), the way and the words of 具体预警信息 (letters and digits of it, as far as a cell holds them); of several
-- months that of the ledger. alike: how many warnings it may be; where that is more than one, nobody can say which, and number is blank.
WITH issued AS (
    SELECT
        number, month, way, head_name, UPPER(REPLACE(COALESCE(head_id, ''), ' ', '')) AS head_id,
        SUBSTRING(words_of(says), 1, 20000) AS words
    FROM handling.register
    WHERE origin <> 'township'
),
found AS (
    SELECT
        line.month, line.file_name, line.sheet, line.row_number, issued.number, issued.head_name
    FROM handling.own_line AS line
    INNER JOIN issued
        ON issued.way = line.way AND issued.words = SUBSTRING(words_of(line.says), 1, 20000) AND issued.words <> ''
            AND issued.head_id = COALESCE(line.head_id18, UPPER(REPLACE(line.head_id, ' ', '')), '')
            AND (issued.head_id <> '' OR COALESCE(issued.head_name, '') = COALESCE(line.head_name, ''))
    WHERE NOT COALESCE(line.is_copied, FALSE)
    QUALIFY RANK() OVER (
        PARTITION BY line.month, line.file_name, line.sheet, line.row_number
        ORDER BY CASE WHEN issued.month = line.list_month THEN 0 ELSE 1 END
    ) = 1
)
SELECT
    month, file_name, sheet, row_number, COUNT(DISTINCT number) AS alike, MIN(head_name) AS head_name,
    CASE WHEN COUNT(DISTINCT number) = 1 THEN MIN(number) END AS number
FROM found
GROUP BY month, file_name, sheet, row_number
