-- Question: whose records are checked in the house, two people a household, each quarter?
-- Grain: one household that was poor once, or is or was monitored.
-- Inputs: draft.household, draft.anomaly, listing.asked
-- 柳江: “户户核、户户过”每季度组织开展1次，采取2人一组进行入户核实信息数据，镇组织对入户核实情况逐户进行审核. What the cleaning rules doubt stands
-- beside each household.
WITH doubted AS (
    SELECT household_id, COUNT(*) AS anomalies, STRING_AGG(DISTINCT category, '、' ORDER BY category) AS categories
    FROM draft.anomaly
    WHERE is_asked AND household_id IS NOT NULL
    GROUP BY household_id
)
SELECT
    asked.list_code, household.household_id, '' AS matter,
    SUBSTRING(household.month, 1, 4) || 'Q' || CAST((CAST(SUBSTRING(household.month, 6, 2) AS BIGINT) + 2) // 3 AS STRING) AS event,
    CASE WHEN household.is_monitored THEN '监测户' WHEN household.is_poor THEN '脱贫户' ELSE '监测户（风险已消除）' END AS listed_class,
    CASE
        WHEN doubted.household_id IS NOT NULL
            THEN '异常数据' || CAST(doubted.anomalies AS STRING) || '条：' || doubted.categories
    END AS why,
    CONCAT_WS('；', '家庭成员、收入、参保、就学、住房、饮水、务工是否与系统一致', CASE WHEN household.unfilled IS NOT NULL THEN '户库没有填：' || household.unfilled END)
        AS to_ask
FROM draft.household AS household
INNER JOIN listing.asked AS asked ON asked.list_code = 'house_checks'
LEFT JOIN doubted ON doubted.household_id = household.household_id
WHERE household.is_poor OR household.monitoring_kind IS NOT NULL
