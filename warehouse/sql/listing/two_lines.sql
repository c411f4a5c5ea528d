-- Question: in which of the classes of 2020 does each household stand, by two lines of income and what is known of its risks?
-- Grain: one household and list.
-- Inputs: draft.household, listing.matter, listing.asked, ops.period
-- 佛子岭: 边缘户 年人均纯收入在5000元左右、且具有致贫风险, 建档立卡贫困户以外; 脱贫监测户 年人均纯收入5000元左右且具有返贫风险; 不享受政策的脱贫户 接近或达到
-- 全省农村居民可支配收入平均水平、自我发展能力和抗风险较强; 享受政策的脱贫户 较高但未达到、正常情况下无返贫风险. 动态调整: who is registered as
-- 边缘户 or 脱贫监测户 and is none any longer. A risk: a gap of 三保障 or 饮水, somebody seriously ill or severely disabled, 低保 or 特困, nobody
-- able to work, or a warning of the last twelve months
-- (but for those that the base itself gives: its gaps are told, and a low income alone is no risk). An income that nobody wrote is asked after: such a household stays where it is.
WITH warned AS (
    SELECT matter.household_id, STRING_AGG(DISTINCT matter.label, '、' ORDER BY matter.label) AS matters
    FROM listing.matter AS matter
    INNER JOIN ops.period AS period
        ON matter.month > CAST(CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) - 1 AS STRING) || SUBSTRING(period.month, 5, 3)
    WHERE matter.feed IS DISTINCT FROM 'base_gap'
    GROUP BY matter.household_id
),
lines AS (
    SELECT MAX(about_yuan) AS about_yuan, MAX(near_average_yuan) AS near_yuan FROM listing.asked
),
known AS (
    SELECT
        household.*, lines.about_yuan, lines.near_yuan,
        COALESCE(household.monitoring_kind LIKE '%边缘%' AND household.is_monitored, FALSE) AS is_edge,
        COALESCE((household.monitoring_kind LIKE '%脱贫监测%' OR household.monitoring_kind LIKE '%脱贫不稳定%') AND household.is_monitored, FALSE) AS is_watched,
        NULLIF(CONCAT_WS('；',
            household.gaps,
            CASE WHEN household.seriously_ill > 0 THEN '大病' END, CASE WHEN household.severely_disabled > 0 THEN '重度残疾' END,
            CASE WHEN household.on_dibao > 0 THEN '低保户' END, CASE WHEN household.on_tekun > 0 THEN '特困供养' END,
            CASE WHEN household.all_unable THEN '没有劳动力' END,
            CASE WHEN warned.matters IS NOT NULL THEN '近一年预警：' || warned.matters END
        ), '') AS dangers
    FROM draft.household AS household
    CROSS JOIN lines
    LEFT JOIN warned ON warned.household_id = household.household_id
    WHERE lines.about_yuan IS NOT NULL AND lines.near_yuan IS NOT NULL
),
classed AS (
    SELECT
        *,
        CASE
            WHEN income_per_head_yuan IS NULL AND is_edge THEN 'edge_found'
            WHEN income_per_head_yuan IS NULL AND is_watched THEN 'watched_found'
            WHEN NOT is_poor AND income_per_head_yuan <= about_yuan AND dangers IS NOT NULL THEN 'edge_found'
            WHEN is_poor AND income_per_head_yuan <= about_yuan AND dangers IS NOT NULL THEN 'watched_found'
            WHEN is_poor AND income_per_head_yuan >= near_yuan AND gaps IS NULL THEN 'without_policy'
            WHEN is_poor THEN 'with_policy'
        END AS found
    FROM known
),
listed AS (
    SELECT *, found AS list_code FROM classed WHERE found IS NOT NULL
    UNION ALL
    SELECT *, 'edge_changed' AS list_code FROM classed WHERE is_edge AND found IS DISTINCT FROM 'edge_found'
    UNION ALL
    SELECT *, 'watched_changed' AS list_code FROM classed WHERE is_watched AND found IS DISTINCT FROM 'watched_found'
)
SELECT
    asked.list_code, listed.household_id, '' AS matter, SUBSTRING(listed.month, 1, 4) AS event,
    CASE listed.list_code
        WHEN 'edge_found' THEN CASE WHEN listed.is_edge THEN '原有' ELSE '近期摸排新发现' END
        WHEN 'watched_found' THEN CASE WHEN listed.is_watched THEN '原有' ELSE '新摸排' END
        WHEN 'without_policy' THEN '不享受政策的脱贫户'
        WHEN 'with_policy' THEN '享受政策的脱贫户'
        ELSE '拟调整'
    END AS listed_class,
    CONCAT_WS('；',
        COALESCE('人均纯收入' || CAST(ROUND(listed.income_per_head_yuan, 2) AS STRING) || '元', '户库没有填收入'),
        listed.dangers
    ) AS why,
    CASE
        WHEN listed.list_code IN ('edge_changed', 'watched_changed') THEN '是否确已没有风险；经驻村工作队与村两委共同研究'
        WHEN listed.income_per_head_yuan IS NULL THEN '收入及来源；经驻村工作队与村两委共同研究'
        WHEN listed.list_code = 'with_policy' AND listed.dangers IS NOT NULL THEN '有没有返贫风险：' || listed.dangers
        ELSE '收入及来源、生产生活现状；经驻村工作队与村两委共同研究'
    END AS to_ask
FROM listed
INNER JOIN listing.asked AS asked ON asked.list_code = listed.list_code
