-- Question: has the risk of each household that counts as eliminated stayed so, as far as the base and the departments tell?
-- Grain: one household whose risk was removed.
-- Inputs: draft.household, listing.matter, listing.asked, ops.period
-- 坦渡: 重点排查家庭收入是否持续稳定、“三保障”及饮水安全是否持续巩固、风险是否稳定消除; 对风险消除不稳定和整户无劳动力的监测对象进行回退,
-- 对标注风险消除后又出现返贫风险的,按程序重新识别认定. Where the base does not say when the risk was removed, the last twelve months count.
WITH since AS (
    SELECT
        household.household_id,
        STRING_AGG(DISTINCT matter.label, '、' ORDER BY matter.label) AS matters
    FROM draft.household AS household
    INNER JOIN ops.period AS period ON period.month = household.month
    INNER JOIN listing.matter AS matter
        ON matter.household_id = household.household_id
            AND matter.month > COALESCE(
                SUBSTRING(CAST(household.removed_on AS STRING), 1, 7),
                CAST(CAST(SUBSTRING(period.month, 1, 4) AS BIGINT) - 1 AS STRING) || SUBSTRING(period.month, 5, 3)
            )
    WHERE household.is_relieved
    GROUP BY household.household_id
),
judged AS (
    SELECT
        household.household_id, household.month, household.is_guaranteed OR household.all_unable AS is_unable, household.unfilled,
        household.removed_on, household.gaps, household.gaps_since, since.matters,
        COALESCE(household.after_income_yuan, household.income_per_head_yuan) AS income_yuan, household.income_line_yuan
    FROM draft.household AS household
    LEFT JOIN since ON since.household_id = household.household_id
    WHERE household.is_relieved
),
worded AS (
    SELECT
        *,
        NULLIF(CONCAT_WS('；',
            CASE WHEN is_unable THEN '整户无劳动力' END,
            CASE
                WHEN income_yuan < income_line_yuan
                    THEN '人均纯收入' || CAST(ROUND(income_yuan, 2) AS STRING) || '元，低于监测范围' || CAST(ROUND(income_line_yuan, 2) AS STRING) || '元'
            END,
            gaps, gaps_since,
            CASE WHEN matters IS NOT NULL THEN '消除后又有预警：' || matters END
        ), '') AS why
    FROM judged
)
SELECT
    asked.list_code,
    worded.household_id,
    '' AS matter,
    SUBSTRING(worded.month, 1, 4) AS event,
    CASE
        WHEN worded.is_unable THEN '整户无劳动力，核实后回退'
        WHEN worded.gaps IS NOT NULL OR worded.gaps_since IS NOT NULL OR worded.income_yuan < worded.income_line_yuan THEN '消除不稳定，核实后回退'
        WHEN worded.matters IS NOT NULL THEN '又有风险，按程序重新识别'
        ELSE '没有查到问题，入户看是否稳定'
    END AS listed_class,
    worded.why,
    CONCAT_WS('；',
        '收入是否持续稳定、风险是否稳定消除',
        CASE WHEN worded.unfilled IS NOT NULL THEN '户库没有填：' || worded.unfilled END,
        CASE WHEN worded.income_line_yuan IS NULL THEN '政策没有写当年监测范围，收入没有比较' END,
        CASE WHEN worded.removed_on IS NULL THEN '户库没有填消除时间' END
    ) AS to_ask
FROM worded
INNER JOIN listing.asked AS asked ON asked.list_code = 'look_back'
