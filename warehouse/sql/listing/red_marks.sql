-- Question: of which 边缘户 and 脱贫监测户 has the risk become great by the end of the month?
-- Grain: one household in monitoring.
-- Inputs: draft.household, listing.matter, listing.asked, ops.period
-- 佛子岭: 每月底进行系统数据分析，综合研判“两不愁三保障一安全”情况、收入稳定性和抗风险能力，发现风险较大的，通过红色标注进行预警. Great: warned of this month
-- in red, or a gap of 三保障 or 饮水, or an income that fell to the band about 5,000 from above it.
WITH red AS (
    SELECT matter.household_id, STRING_AGG(DISTINCT matter.label, '、' ORDER BY matter.label) AS matters
    FROM listing.matter AS matter
    INNER JOIN ops.period AS period ON period.month = matter.month
    WHERE matter.grade_code = 'red'
    GROUP BY matter.household_id
),
judged AS (
    SELECT
        household.household_id, household.month, household.monitoring_kind, asked.list_code,
        NULLIF(CONCAT_WS('；',
            '本月红色预警：' || red.matters, household.gaps,
            CASE
                WHEN household.income_per_head_yuan <= asked.about_yuan AND household.last_income_per_head_yuan > asked.about_yuan
                    THEN '人均纯收入由' || CAST(ROUND(household.last_income_per_head_yuan, 2) AS STRING) || '元降到'
                        || CAST(ROUND(household.income_per_head_yuan, 2) AS STRING) || '元'
            END
        ), '') AS why
    FROM draft.household AS household
    INNER JOIN listing.asked AS asked ON asked.list_code = 'red_marks'
    LEFT JOIN red ON red.household_id = household.household_id
    WHERE household.is_monitored
)
SELECT
    list_code, household_id, '' AS matter, month AS event, '红色标注' AS listed_class, why,
    '加大救助帮扶力度，限期消除风险点' AS to_ask
FROM judged
WHERE why IS NOT NULL
