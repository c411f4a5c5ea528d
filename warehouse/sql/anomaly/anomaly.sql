-- Question: what is wrong in the base this month, since when, and is a township to be asked?
-- Grain: one anomaly.
-- Inputs: anomaly.found, seen.held_household, anomaly.known_before, anomaly.last_answer, anomaly.anomaly, draft.rule_result, states.answer,
--     states.anomaly, ops.period
-- 情况属实 holds until it expires or a value changes; 已更正 is believed until a newer base shows the old value again.
WITH seen AS (
    SELECT anomaly.number, MIN(anomaly.month) AS first_month
    FROM anomaly.anomaly AS anomaly
    INNER JOIN ops.period AS period ON anomaly.month < period.month
    GROUP BY anomaly.number
),
keyed AS (
    SELECT
        found.*,
        MD5(CONCAT_WS('|', found.says, COALESCE(found.base_value, ''), COALESCE(found.reference_value, ''))) AS value_key
    FROM anomaly.found AS found
),
standing AS (
    SELECT
        period.month,
        found.number,
        found.rule_code,
        found.category,
        found.severity,
        found.household_id,
        found.person_key,
        found.township,
        found.village,
        found.head_name,
        found.person_name,
        found.person_number,
        found.says,
        found.base_value,
        found.reference_value,
        found.guidance,
        found.acts,
        found.provenance,
        found.value_key,
        CASE
            WHEN answered.code = 'true' AND answer.valid_until >= period.month AND answer.value_key = found.value_key
                THEN 'exempt'
            WHEN answered.code = 'corrected' AND NOT answer.is_base_newer THEN 'waiting'
            WHEN result.is_flooding THEN 'held'
            WHEN known_before.number IS NOT NULL THEN 'open'
            WHEN seen.number IS NOT NULL THEN 'again'
            ELSE 'new'
        END AS standing,
        COALESCE(seen.first_month, period.month) AS first_month,
        COALESCE(known_before.months_seen, 0) + 1 AS months_seen,
        answer.result AS answered,
        answer.month AS answered_in
    FROM keyed AS found
    CROSS JOIN ops.period AS period
    LEFT JOIN draft.rule_result AS result ON result.rule_code = found.rule_code
    LEFT JOIN anomaly.known_before AS known_before ON known_before.number = found.number
    LEFT JOIN seen ON seen.number = found.number
    LEFT JOIN anomaly.last_answer AS answer ON answer.number = found.number
    LEFT JOIN states.answer AS answered ON answered.label = answer.result
)
SELECT
    standing.month,
    standing.number,
    standing.rule_code,
    standing.category,
    standing.severity,
    standing.household_id,
    household.household_number,
    standing.person_key,
    standing.township,
    standing.village,
    standing.head_name,
    standing.person_name,
    standing.person_number,
    standing.says,
    standing.base_value,
    standing.reference_value,
    standing.guidance,
    standing.acts,
    standing.provenance,
    standing.value_key,
    standing.standing,
    standing.first_month,
    standing.months_seen,
    standing.answered,
    standing.answered_in,
    state.is_asked
FROM standing
INNER JOIN states.anomaly AS state ON state.code = standing.standing
LEFT JOIN seen.held_household AS household ON household.household_id = standing.household_id
