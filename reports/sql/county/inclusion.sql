-- Question: which villages have many households in need, and few of them in monitoring?
-- Grain: one village; those that a rule found first, then those furthest below what the county's average would have.
-- Inputs: anomaly.inclusion, states.inclusion; $1 month
SELECT
    township, village, households, people, seriously_ill, severely_disabled, on_dibao, on_tekun, out_of_school, unsafe_houses, without_water,
    key_households, included, included_people, monitored, newly_included, expected_included,
    ROUND(100.0 * included / NULLIF(key_households, 0), 1) AS share,
    NULLIF(stands.label, '') AS flag,
    CASE WHEN is_found_true THEN '已核实属实' END AS checked,
    ROW_NUMBER() OVER (
        ORDER BY
            CASE
                WHEN stands.urgency IS NOT NULL AND NOT is_found_true THEN stands.urgency
                WHEN stands.urgency IS NOT NULL THEN 3
                WHEN standing = 'no_village' THEN 5
                ELSE 4
            END,
            expected_included - included DESC NULLS LAST, ROUND(100.0 * included / NULLIF(key_households, 0), 1) NULLS LAST, township, village
    ) AS worst
FROM anomaly.inclusion AS inclusion
LEFT JOIN states.inclusion AS stands ON stands.code = inclusion.standing
WHERE month = $1
ORDER BY worst
