-- Question: which lines that townships added has a department sent, too, and under which number?
-- Grain: one added line.
-- Inputs: handling.own_judged, handling.register
-- What a department sent of the same person by the same way and in the same words is one with the line, unless the line stood on the
-- register first.
SELECT own.month, own.file_name, own.sheet, own.row_number, MIN(register.number) AS number
FROM handling.own_judged AS own
INNER JOIN handling.register AS register
    ON register.way = own.way AND register.origin <> 'township' AND NOT register.is_withdrawn
        AND (register.subject_id = own.whom OR register.head_id = own.whom)
        AND register.month >= SUBSTRING(own.event, 1, 7)
        AND POSITION(own.words IN words_of(register.says)) > 0
WHERE own.item IS NULL AND own.own_number NOT IN (SELECT number FROM handling.register)
GROUP BY own.month, own.file_name, own.sheet, own.row_number
