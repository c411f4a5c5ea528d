-- Question: whom must be helped to earn more this year: whose income is low or has fallen, or whose spending has jumped?
-- Grain: one household.
-- Inputs: draft.household, listing.line, listing.matter, listing.asked, ops.period
-- 柳江: 家庭收入骤减或支出骤增以及2022年家庭人均纯收入低于1万元的农户，列为增收帮扶重点对象; 二、三、四季度及时新增. Who once stood on it in a
-- year stays on it to the year's end, and keeps his number. 骤减: lower than last year (of 脱贫户 and 监测户 any fall is 不增反降), or a
-- department has said this year that work or harvest was lost; 支出骤增: warned of this year for medical costs, or struck by a disaster.
WITH year AS (
    SELECT household.household_id, household.month, SUBSTRING(household.month, 1, 4) AS event
    FROM draft.household AS household
),
warned AS (
    SELECT
        year.household_id,
        MAX(matter.feed IN ('unemployment', 'farm_loss')) AS has_lost_income,
        MAX(matter.feed IN ('medical_expense', 'disaster')) AS has_spent
    FROM year
    INNER JOIN listing.matter AS matter ON matter.household_id = year.household_id AND SUBSTRING(matter.month, 1, 4) = year.event
    GROUP BY year.household_id
),
now AS (
    SELECT
        household.household_id, year.event,
        NULLIF(CONCAT_WS('；',
            CASE
                WHEN household.income_per_head_yuan < asked.low_yuan
                    THEN '人均纯收入' || CAST(ROUND(household.income_per_head_yuan, 2) AS STRING) || '元，低于' || CAST(CAST(asked.low_yuan AS BIGINT) AS STRING) || '元'
            END,
            CASE
                WHEN (household.is_poor OR household.monitoring_kind IS NOT NULL) AND household.last_income_per_head_yuan > 0
                    AND household.income_per_head_yuan < household.last_income_per_head_yuan THEN '不增反降'
            END,
            CASE WHEN warned.has_lost_income THEN '收入骤减：今年有失业或产业受损的预警' END,
            CASE WHEN warned.has_spent THEN '支出骤增：今年有医疗费用或受灾的预警' END
        ), '') AS why
    FROM draft.household AS household
    INNER JOIN year ON year.household_id = household.household_id
    INNER JOIN listing.asked AS asked ON asked.list_code = 'income_help'
    LEFT JOIN warned ON warned.household_id = household.household_id
),
before AS (
    SELECT line.household_id, line.event, ARG_MAX(line.why, line.month) AS why
    FROM listing.line AS line
    INNER JOIN ops.period AS period ON line.month < period.month AND line.event = SUBSTRING(period.month, 1, 4)
    WHERE line.list_code = 'income_help'
    GROUP BY line.household_id, line.event
)
SELECT
    'income_help' AS list_code, now.household_id, '' AS matter, now.event,
    CASE WHEN now.why IS NULL THEN '继续跟踪' ELSE '重点对象' END AS listed_class,
    COALESCE(now.why, '此前列入：' || REGEXP_REPLACE(before.why, '^此前列入：', '')) AS why,
    '收入下降的原因、年度增收计划、落实的措施' AS to_ask
FROM now
LEFT JOIN before ON before.household_id = now.household_id AND before.event = now.event
WHERE now.why IS NOT NULL OR before.household_id IS NOT NULL
