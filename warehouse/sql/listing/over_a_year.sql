-- Question: which households have been monitored for so long without the risk being removed?
-- Grain: one household in monitoring.
-- Inputs: draft.household, listing.asked
-- 额尔和: 特别是识别1年以上还未消除致(返)贫风险的“监测对象”（兜底户除外），要及时落实针对性帮扶. 兜底户 is who the base marks so. Where the base does not say
-- when a household was recognised, that is asked.
SELECT
    asked.list_code, household.household_id, '' AS matter, SUBSTRING(household.month, 1, 4) AS event,
    CASE WHEN household.recognised_on IS NULL THEN '没有填识别时间' ELSE '识别1年以上未消除' END AS listed_class,
    CONCAT_WS('；',
        CASE WHEN household.recognised_on IS NOT NULL THEN '识别' || CAST(household.months_monitored AS STRING) || '个月' END,
        '风险：' || household.risks, '措施：' || COALESCE(household.measures, '没有登记'), household.gaps
    ) AS why,
    CONCAT_WS('；',
        '措施是否对准风险，为什么还没有消除，下一步怎样帮',
        CASE WHEN household.able > 0 AND NOT household.has_development THEN '有' || CAST(household.able AS STRING) || '名劳动力而没有开发式帮扶' END
    ) AS to_ask
FROM draft.household AS household
INNER JOIN listing.asked AS asked ON asked.list_code = 'over_a_year'
WHERE household.is_monitored AND NOT household.is_guaranteed
    AND (household.months_monitored >= GREATEST(asked.at_least_months, 1) OR household.recognised_on IS NULL)
