-- Question: which monitored households with somebody able to work have nothing but 综合保障?
-- Grain: one household.
-- Inputs: draft.anomaly, draft.household, listing.asked, ops.period
-- 坦渡: 是否存在“一兜了之”等突出问题; 对有劳动能力的监测对象,要优先落实产业就业等开发式帮扶措施. The condition is that of the cleaning rule J23,
-- said there; whom the township has answered 情况属实 of is left out here, too.
SELECT
    asked.list_code, household.household_id, '' AS matter, SUBSTRING(period.month, 1, 4) AS event, '一兜了之' AS listed_class,
    anomaly.says AS why,
    '劳动力的意愿，能否落实产业、就业等开发式帮扶；已经落实的补录' AS to_ask
FROM draft.anomaly AS anomaly
INNER JOIN draft.household AS household ON household.household_id = anomaly.household_id
INNER JOIN listing.asked AS asked ON asked.list_code = 'only_support'
CROSS JOIN ops.period AS period
WHERE anomaly.rule_code = 'J23' AND anomaly.standing <> 'exempt'
