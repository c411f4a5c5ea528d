-- Question: of which monitored households do the data tell nothing against removing the risk, so that the village goes and looks?
-- Grain: one household in monitoring.
-- Inputs: draft.household, listing.household, listing.matter, listing.asked, ops.period
-- 柳江: 达到风险消除条件且确认已没有致返贫风险的,按照程序步骤及时进行风险消除; 每月组织镇、村做好入户核查. Income above the line of the year
-- (and in no month that is kept of those asked below it), no gap of 三保障 and 饮水, measures registered, recognised so many months
-- ago, nothing warned of since; 整户无劳动力 and 兜底户 are left out (坦渡 rolls them back). What the data cannot tell is asked.
WITH due AS (
    SELECT
        household.*, asked.at_least_months,
        CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(period.month, 6, 2) AS BIGINT) AS month_index
    FROM draft.household AS household
    INNER JOIN ops.period AS period ON period.month = household.month
    INNER JOIN listing.asked AS asked ON asked.list_code = 'elimination'
    WHERE household.is_monitored AND NOT household.is_guaranteed AND NOT household.all_unable
        AND household.months_monitored >= asked.at_least_months
        AND household.gaps IS NULL AND household.measures IS NOT NULL
        AND household.income_per_head_yuan >= COALESCE(household.income_line_yuan, 0)
),
before AS (
    SELECT
        due.household_id,
        COUNT(CASE WHEN past.income_per_head_yuan >= past.income_line_yuan THEN 1 END) AS months_above,
        COUNT(CASE WHEN past.income_per_head_yuan < past.income_line_yuan THEN 1 END) AS months_below
    FROM due
    INNER JOIN listing.household AS past ON past.household_id = due.household_id AND past.month < due.month
    WHERE CAST(SUBSTRING(past.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(past.month, 6, 2) AS BIGINT)
        > due.month_index - GREATEST(due.at_least_months, 1)
    GROUP BY due.household_id
),
warned AS (
    SELECT DISTINCT due.household_id
    FROM due
    INNER JOIN listing.matter AS matter ON matter.household_id = due.household_id
    WHERE CAST(SUBSTRING(matter.month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(matter.month, 6, 2) AS BIGINT)
        > due.month_index - GREATEST(due.at_least_months, 1)
)
SELECT
    'elimination' AS list_code,
    due.household_id,
    '' AS matter,
    SUBSTRING(due.month, 1, 4) AS event,
    '数据所及已达到消除条件' AS listed_class,
    CONCAT_WS('；',
        '识别' || CAST(due.months_monitored AS STRING) || '个月',
        '户库人均纯收入' || CAST(ROUND(due.income_per_head_yuan, 2) AS STRING) || '元'
            || COALESCE('，监测范围' || CAST(ROUND(due.income_line_yuan, 2) AS STRING) || '元', ''),
        CASE WHEN before.months_above > 0 THEN '此前有记录的' || CAST(before.months_above AS STRING) || '个月也在线上' END,
        '三保障和饮水没有查到问题', '措施：' || due.measures
    ) AS why,
    CONCAT_WS('；',
        CASE WHEN due.income_line_yuan IS NULL THEN '政策没有写当年监测范围，收入没有比较' END,
        '收入是否连续半年以上稳定在监测范围以上、刚性支出是否已解决、' || COALESCE(due.risks, '原来的风险') || '是否已消除',
        CASE WHEN due.unfilled IS NOT NULL THEN '户库没有填：' || due.unfilled END
    ) AS to_ask
FROM due
LEFT JOIN before ON before.household_id = due.household_id
LEFT JOIN warned ON warned.household_id = due.household_id
WHERE warned.household_id IS NULL AND COALESCE(before.months_below, 0) = 0
