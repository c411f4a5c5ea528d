-- Question: of which risks is each household watched?
-- Grain: one household.
-- Inputs: fact.head_record
-- risks: 风险1 to 5 in one text, NULL where none is filled. has_risk_…: whether one of them is it, by any of its wordings;
-- NULL where no risk is filled. has_risk_job: 务工就业不稳; has_risk_labour: 缺劳动力; has_risk_other: 其他, without more words.
WITH worded AS (
    SELECT household_id, NULLIF(CONCAT_WS('、', risk_1, risk_2, risk_3, risk_4, risk_5), '') AS risks
    FROM fact.head_record
)
SELECT
    household_id,
    risks,
    risks LIKE '%因病%' OR risks LIKE '%患病%' OR risks LIKE '%大病%' AS has_risk_illness,
    risks LIKE '%因学%' AS has_risk_schooling,
    risks LIKE '%因残%' OR risks LIKE '%残疾%' AS has_risk_disability,
    risks LIKE '%自然灾害%' AS has_risk_natural_disaster,
    risks LIKE '%就业不稳%' OR risks LIKE '%务工不稳%' AS has_risk_job,
    risks LIKE '%缺劳%' OR risks LIKE '%缺少劳%' OR risks LIKE '%缺乏劳%' AS has_risk_labour,
    risks LIKE '%住房%' OR risks LIKE '%危房%' AS has_risk_house,
    risks LIKE '%饮水%' OR risks LIKE '%饮用水%' AS has_risk_water,
    '、' || risks || '、' LIKE '%、其他、%' OR '、' || risks || '、' LIKE '%、其它、%' AS has_risk_other
FROM worded
