-- Question: where have monitored households come and gone?
-- Grain: one township, and below it those of its villages in which something moved; the worst: 大进大出 before others.
-- Inputs: anomaly.surge; $1 month
SELECT
    township, village, month_before, monitored_before, entered, relieved, removed, monitored_now,
    CASE WHEN is_surge THEN '大进大出' END AS flag,
    ROW_NUMBER() OVER (
        ORDER BY village IS NOT NULL, is_surge DESC, entered + relieved + removed DESC, township, village
    ) AS worst
FROM anomaly.surge
WHERE month = $1 AND (village IS NULL OR entered + relieved + removed > 0)
ORDER BY township, village NULLS FIRST
