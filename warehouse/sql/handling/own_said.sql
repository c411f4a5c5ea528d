-- Question: which lines of returned ledgers did townships add themselves, and what does each say: of whom, when, of which risk?
-- Grain: one added line.
-- Inputs: handling.own_line, handling.recognised, handling.own_way, handling.risk_word, handling.today, handling.register, handling.returned
-- A row of 附件2 that is a warning of ours is none of them (handling.recognised). A copied row whose words were issued is an old row that
-- lost its number or its order, and no line. whom: the number that the line is about; event: the day, else the ledger's month. The
-- risk is the one that the words tell, where the way's rule asks them and they tell one alone.
WITH issued AS (
    SELECT DISTINCT words_of(says) AS words
    FROM handling.register
    WHERE origin <> 'township' AND says IS NOT NULL
)
SELECT
    line.*,
    words_of(line.says) AS words,
    COALESCE(line.subject_id18, line.head_id18) AS whom,
    COALESCE(CAST(line.found_on AS STRING), line.list_month) AS event,
    COALESCE(line.found_on, LEAST(today.today, COALESCE(CAST(done.value AS DATE), today.today))) AS feedback_on,
    known.rule_code, known.grade,
    COALESCE(
        CASE WHEN known.is_risk_from_words THEN (
            SELECT CASE WHEN COUNT(DISTINCT risk_word.risk) = 1 THEN MIN(risk_word.risk) END
            FROM handling.risk_word AS risk_word
            WHERE POSITION(risk_word.word IN line.says) > 0
        ) END,
        known.risk
    ) AS risk
FROM handling.own_line AS line
CROSS JOIN handling.today AS today
LEFT JOIN handling.own_way AS known ON known.way = line.way
LEFT JOIN handling.returned AS done
    ON done.month = line.month AND done.file_name = line.file_name AND done.sheet = line.sheet
        AND done.row_number = line.row_number AND done.number = '' AND done.item = 'done_on'
WHERE (NOT COALESCE(line.is_copied, FALSE) OR words_of(line.says) NOT IN (SELECT words FROM issued))
    AND NOT EXISTS (
        SELECT 1 FROM handling.recognised AS recognised
        WHERE recognised.month = line.month AND recognised.file_name = line.file_name AND recognised.sheet = line.sheet
            AND recognised.row_number = line.row_number
    )
