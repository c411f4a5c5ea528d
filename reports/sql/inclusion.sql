-- Question: which villages have many households in need, and few of them in monitoring?
-- Grain: one village; those that a rule found first, then those furthest below what the county's average would have.
-- Inputs: anomaly.inclusion; $1 month
SELECT
    township, village, households, people, seriously_ill, severely_disabled, on_dibao, on_tekun, out_of_school, unsafe_houses, without_water,
    key_households, included, included_people, monitored, newly_included, expected_included,
    ROUND(100.0 * included / NULLIF(key_households, 0), 1) AS share,
    CASE standing
        WHEN 'none_included' THEN '一户未纳' WHEN 'few_included' THEN '纳入偏少' WHEN 'none_new' THEN '本年没有新纳'
        WHEN 'no_village' THEN '没有写村' WHEN 'unjudged' THEN '未检查'
    END AS flag,
    CASE WHEN is_found_true THEN '已核实属实' END AS checked
FROM anomaly.inclusion
WHERE month = $1
ORDER BY
    CASE
        WHEN standing IN ('none_included', 'few_included') AND NOT is_found_true THEN 1
        WHEN standing = 'none_new' AND NOT is_found_true THEN 2
        WHEN standing IN ('none_included', 'few_included', 'none_new') THEN 3
        WHEN standing = 'no_village' THEN 5
        ELSE 4
    END,
    expected_included - included DESC NULLS LAST, share NULLS LAST, township, village
