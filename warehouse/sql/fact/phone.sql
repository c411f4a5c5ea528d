-- Question: is each phone number as written in the base one that can be called?
-- Grain: one number as written, of a person or of a collector.
-- Inputs: seen.held_person
-- state: mobile; landline; misnumbered, eleven digits that no mobile number begins with; blank, a word for nothing;
-- wrong, anything else.
WITH phone_digits AS (
    SELECT written, CASE WHEN dialled LIKE '+86%' THEN SUBSTRING(dialled, 4, 40) ELSE dialled END AS digits
    FROM (
        SELECT phone AS written, REPLACE(REPLACE(REPLACE(phone, '-', ''), '(', ''), ')', '') AS dialled
        FROM (
            SELECT phone FROM seen.held_person
            UNION
            SELECT collector_phone AS phone FROM seen.held_person
        ) AS either
        WHERE phone IS NOT NULL
    ) AS plain
)
SELECT
    written,
    CASE
        WHEN digits IN ('', '无', '暂无', '没有', '不详', '未知', '0', '/') THEN 'blank'
        -- something other than digits
        WHEN COALESCE(CAST(TRY_CAST('1' || digits AS BIGINT) AS STRING) <> '1' || digits, TRUE) THEN 'wrong'
        WHEN LENGTH(digits) = 11 AND digits LIKE '1%' AND SUBSTRING(digits, 2, 1) >= '3' THEN 'mobile'
        WHEN digits LIKE '0%' AND LENGTH(digits) BETWEEN 10 AND 12 THEN 'landline'
        WHEN SUBSTRING(digits, 1, 1) >= '2' AND LENGTH(digits) IN (7, 8) THEN 'landline'
        WHEN LENGTH(digits) = 11 THEN 'misnumbered'
        ELSE 'wrong'
    END AS state,
    REPLACE(SUBSTRING(digits, 4, 8), SUBSTRING(digits, 4, 1), '') = '' OR digits LIKE '%12345678' AS is_made_up
FROM phone_digits
