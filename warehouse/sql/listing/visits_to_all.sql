-- Question: whom does a village visit when it visits all 脱贫户 and 监测户, and what does it ask there?
-- Grain: one household that was poor once, or is or was monitored.
-- Inputs: draft.household, listing.asked
-- 柳江: 对所有脱贫户、监测户实行遍访, 摸清信息变化情况, 同时了解生产生活、“两不愁三保障”、发展产业、外出就业、小额信贷需求, 聚焦医疗参保、控辍保学和跨省务工
-- 一次性交通补助、产业奖补. Asked of a household is what concerns it, and what the base leaves blank.
SELECT
    asked.list_code, household.household_id, '' AS matter, SUBSTRING(household.month, 1, 4) AS event,
    CASE
        WHEN household.is_monitored THEN '监测户'
        WHEN household.is_poor THEN '脱贫户'
        ELSE '监测户（风险已消除）'
    END AS listed_class,
    household.gaps AS why,
    CONCAT_WS('；',
        '人口和收入变化、生产生活、发展产业和小额信贷需求、产业奖补',
        CASE WHEN household.able > 0 THEN '外出就业（' || CAST(household.able AS STRING) || '名劳动力，在外务工' || CAST(household.working_away AS STRING) || '人）' END,
        CASE WHEN household.working_away > 0 THEN '跨省务工一次性交通补助' END,
        CASE WHEN household.gaps LIKE '%没有参加基本医保%' THEN '医疗参保：有人没有参保' ELSE '医疗参保' END,
        CASE WHEN household.school_age > 0 THEN '控辍保学（义务教育阶段' || CAST(household.school_age AS STRING) || '人）' END,
        CASE WHEN household.unfilled IS NOT NULL THEN '户库没有填：' || household.unfilled END
    ) AS to_ask
FROM draft.household AS household
INNER JOIN listing.asked AS asked ON asked.list_code = 'visits_to_all'
WHERE household.is_poor OR household.monitoring_kind IS NOT NULL
