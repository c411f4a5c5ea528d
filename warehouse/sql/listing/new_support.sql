-- Question: which households have been newly put on 低保 as a whole, or had their house rebuilt, since January?
-- Grain: one household and matter.
-- Inputs: draft.household, draft.happening, listing.happening, listing.asked, ops.period
-- 柳江: 对今年以来新增农村整户低保户、危房改造户，每月开展一次专项排查，确保两类对象中存在返致贫风险的农户及时纳入. What 民政 and 住建 have said is
-- compared with what the base says.
WITH told AS (
    SELECT happening.household_id, happening.matter, happening.month, happening.says, happening.provenance
    FROM listing.happening AS happening
    INNER JOIN ops.period AS period
        ON happening.month < period.month AND SUBSTRING(happening.month, 1, 4) = SUBSTRING(period.month, 1, 4)
    UNION ALL
    SELECT household_id, matter, month, says, provenance FROM draft.happening
),
first_told AS (
    SELECT household_id, matter, MIN(month) AS month, ARG_MIN(CONCAT_WS('，', says, provenance), month) AS says
    FROM told
    WHERE matter IN ('新增整户低保', '危房改造')
    GROUP BY household_id, matter
)
SELECT
    asked.list_code, first_told.household_id, first_told.matter, SUBSTRING(household.month, 1, 4) AS event, first_told.matter AS listed_class,
    CONCAT_WS('；',
        first_told.month || ' ' || first_told.says,
        CASE
            WHEN first_told.matter = '新增整户低保' AND household.on_dibao = 0 THEN '户库没有人享受低保，与民政不一致'
            WHEN first_told.matter = '新增整户低保' AND household.on_dibao < household.members
                THEN '户库只有' || CAST(household.on_dibao AS STRING) || '人享受低保，与民政不一致'
            WHEN first_told.matter = '危房改造' AND household.gaps LIKE '%危房%' THEN '户库仍为危房，与住建核对是否已经改好'
        END,
        household.gaps
    ) AS why,
    CASE
        WHEN household.is_monitored THEN '已在监测：核对措施'
        WHEN household.is_relieved THEN '风险曾消除：是否又有返贫风险'
        ELSE '有没有返贫致贫风险，符合的及时纳入'
    END AS to_ask
FROM first_told
INNER JOIN draft.household AS household ON household.household_id = first_told.household_id
INNER JOIN listing.asked AS asked ON asked.list_code = 'new_support'
