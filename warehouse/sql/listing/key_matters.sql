-- Question: of which 脱贫户 and monitored households has something been said that must be looked into at once?
-- Grain: one household and matter.
-- Inputs: draft.household, draft.happening, listing.asked
-- 额尔和: 对取消低保或降低标准、未参保、住房和饮水安全存在隐患、受灾严重的脱贫人口和监测对象信息，组织开展数据分析研判、实地核查等工作，并建立相关
-- 信息核实核查台账. What departments say is a matter of the month; what the base says stands for the year, and keeps its number. Who
-- counts as eliminated is no longer monitored, and stands here as a 脱贫户 or not at all.
WITH followed AS (
    SELECT * FROM draft.household WHERE is_poor OR is_monitored
),
told AS (
    SELECT household_id, matter, month AS event, CONCAT_WS('，', says, provenance) AS why
    FROM draft.happening
    WHERE matter IN ('取消低保', '降低低保标准', '住房隐患', '饮水隐患', '受灾')
    UNION ALL
    SELECT household_id, '未参保' AS matter, SUBSTRING(month, 1, 4) AS event, '户库：' || gaps AS why
    FROM followed
    WHERE gaps LIKE '%没有参加基本医保%'
    UNION ALL
    SELECT household_id, '住房隐患' AS matter, SUBSTRING(month, 1, 4) AS event, '户库：' || gaps AS why
    FROM followed
    WHERE gaps LIKE '%危房%'
    UNION ALL
    SELECT household_id, '饮水隐患' AS matter, SUBSTRING(month, 1, 4) AS event, '户库：' || gaps AS why
    FROM followed
    WHERE gaps LIKE '%安全饮用水%'
)
SELECT
    asked.list_code, told.household_id, told.matter, told.event, told.matter AS listed_class, told.why,
    '是否属实，现在怎样，要不要纳入监测或调整措施' AS to_ask
FROM told
INNER JOIN followed ON followed.household_id = told.household_id
INNER JOIN listing.asked AS asked ON asked.list_code = 'key_matters'
QUALIFY ROW_NUMBER() OVER (PARTITION BY told.household_id, told.matter, told.event ORDER BY told.why) = 1
