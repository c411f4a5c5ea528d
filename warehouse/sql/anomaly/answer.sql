-- Question: which of the answers that townships sent back can be taken, and why not the others?
-- Grain: one answered row of a returned list.
-- Inputs: anomaly.returned, anomaly.anomaly, base.household
-- A list that went out before the household was numbered otherwise shows the number of then.
-- Two lists of one township may both come back: the same answer twice is one answer; two different ones are neither.
WITH listed AS (
    SELECT
        returned.month, returned.number, returned.file_name, returned.sheet, returned.row_number, returned.result,
        returned.result_written,
        returned.corrected_value, returned.explanation, returned.valid_until, returned.trouble,
        anomaly.township,
        anomaly.number IS NOT NULL AS is_listed,
        (returned.person_number <> '' AND returned.person_number <> COALESCE(anomaly.person_number, ''))
            OR (returned.household_id <> '' AND returned.household_id NOT IN (
                COALESCE(anomaly.household_number, ''), COALESCE(household.household_number, ''), COALESCE(anomaly.household_id, '')
            )) AS is_moved
    FROM anomaly.returned AS returned
    LEFT JOIN anomaly.anomaly AS anomaly ON anomaly.month = returned.month AND anomaly.number = returned.number
    LEFT JOIN base.household AS household ON household.household_id = anomaly.household_id
),
sayings AS (
    SELECT
        number,
        COUNT(DISTINCT CONCAT_WS('|', result, COALESCE(corrected_value, ''), COALESCE(explanation, ''))) AS sayings
    FROM listed
    WHERE is_listed AND trouble IS NULL
    GROUP BY number
),
judged AS (
    SELECT
        listed.month, listed.number, listed.township, listed.file_name, listed.sheet, listed.row_number, listed.result, listed.result_written,
        listed.corrected_value, listed.explanation, listed.valid_until,
        CASE
            WHEN listed.number <> '' AND NOT listed.is_listed THEN '本月的清单里没有这个编号，可能是别的月份的清单；请在本月的清单上填写'
            WHEN listed.is_moved THEN '这一行的户编号或身份证与异常编号对不上，可能只对部分列排了序；请按编号核对后重新填写'
            WHEN listed.trouble IS NOT NULL THEN listed.trouble
            WHEN sayings.sayings > 1 THEN '同一条在几处的答复不一样；请核对后只保留一个答复'
        END AS reason
    FROM listed
    LEFT JOIN sayings ON sayings.number = listed.number
)
SELECT
    judged.month,
    judged.number,
    judged.township,
    judged.file_name,
    judged.sheet,
    judged.row_number,
    judged.result,
    judged.result_written,
    judged.corrected_value,
    judged.explanation,
    judged.valid_until,
    CASE
        WHEN judged.reason IS NOT NULL THEN 'refused'
        WHEN ROW_NUMBER() OVER (
            PARTITION BY judged.number, judged.reason IS NULL ORDER BY judged.file_name, judged.sheet, judged.row_number
        ) > 1 THEN 'repeated'
        ELSE 'accepted'
    END AS state,
    judged.reason
FROM judged
