-- Question: does each village include as many households in monitoring as its key households would have it?
-- Grain: one village, as its name is written in one township.
-- Inputs: fact.village, draft.anomaly, draft.rule_result, ops.period
-- What is counted, and how many would be expected, is said in fact.village; which village is an outlier, by the rules N01, N02 and
-- N03: this only keeps what they judged. unjudged: none of them ran, for want of a column or for a crash.
WITH ran AS (
    SELECT COUNT(*) AS rules
    FROM draft.rule_result
    WHERE rule_code IN ('N01', 'N02') AND state IN ('fired', 'clean')
),
told AS (
    SELECT
        township,
        village,
        MIN(rule_code) AS rule_code,
        COUNT(CASE WHEN standing <> 'exempt' THEN 1 END) = 0 AS is_found_true
    FROM draft.anomaly
    WHERE rule_code IN ('N01', 'N02', 'N03')
    GROUP BY township, village
)
SELECT
    period.month,
    fact.township,
    fact.village,
    fact.households,
    fact.people,
    fact.seriously_ill,
    fact.severely_disabled,
    fact.on_dibao,
    fact.on_tekun,
    fact.out_of_school,
    fact.unsafe_houses,
    fact.without_water,
    fact.key_households,
    fact.included,
    fact.included_people,
    fact.monitored,
    fact.newly_included,
    fact.expected_included,
    CASE
        WHEN fact.is_unwritten THEN 'no_village'
        WHEN ran.rules = 0 THEN 'unjudged'
        WHEN told.rule_code = 'N01' THEN 'few_included'
        WHEN told.rule_code = 'N02' THEN 'none_included'
        WHEN told.rule_code = 'N03' THEN 'none_new'
        ELSE 'usual'
    END AS standing,
    COALESCE(told.is_found_true, FALSE) AS is_found_true
FROM fact.village AS fact
CROSS JOIN ops.period AS period
CROSS JOIN ran
LEFT JOIN told ON told.township = fact.township AND told.village = fact.village
