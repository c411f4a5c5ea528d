-- Question: which households may stand on some list this month, and what is known of each?
-- Grain: one household of the base.
-- Inputs: fact.household, seen.held_household, draft.happening, listing.happening, listing.matter, listing.line, listing.asked, ops.period
-- Who was warned of this year, or told of, or stood on a list, is looked at to the year's end, whatever the base says by then.
-- A blank of the base says nothing: it stands in `unfilled`, to be asked on the spot.
-- is_poor: 脱贫户, 建档立卡户 of 2020. gaps: what the base says of 三保障 and 饮水; gaps_since: what it says of the time since the risk was removed.
-- income_line_yuan: 监测范围 of the month's year, where the policy has one.
WITH looked_at AS (
    SELECT *, COALESCE(household_kind LIKE '%脱贫%' OR household_kind LIKE '%建档立卡%', FALSE) AS is_poor
    FROM fact.household
),
of_year AS (
    SELECT matter.household_id
    FROM listing.matter AS matter
    INNER JOIN ops.period AS period ON SUBSTRING(matter.month, 1, 4) = SUBSTRING(period.month, 1, 4)
    UNION
    SELECT happening.household_id
    FROM listing.happening AS happening
    INNER JOIN ops.period AS period
        ON happening.month < period.month AND SUBSTRING(happening.month, 1, 4) = SUBSTRING(period.month, 1, 4)
    UNION
    SELECT line.household_id
    FROM listing.line AS line
    INNER JOIN ops.period AS period ON line.month < period.month AND line.event = SUBSTRING(period.month, 1, 4)
    UNION
    SELECT household_id FROM draft.happening
),
low AS (
    SELECT MAX(low_yuan) AS low_yuan, MAX(about_yuan) AS about_yuan FROM listing.asked
)
SELECT
    period.month,
    fact.household_id, held.household_number, fact.township, fact.village, fact.head_name, held.head_id, fact.members,
    fact.household_kind, fact.monitoring_kind, fact.is_monitored, fact.is_relieved, fact.is_poor, fact.is_marked_guaranteed AS is_guaranteed,
    fact.recognised_on, fact.removed_on, fact.months_monitored,
    EXTRACT(YEAR FROM period.today_of_month) * 12 + EXTRACT(MONTH FROM period.today_of_month)
        - EXTRACT(YEAR FROM fact.removed_on) * 12 - EXTRACT(MONTH FROM fact.removed_on) AS months_relieved,
    fact.able, fact.all_unable, fact.working_away, fact.school_age, fact.on_dibao, fact.on_tekun, fact.seriously_ill, fact.chronically_ill,
    fact.severely_disabled, fact.income_per_head_yuan, fact.last_income_per_head_yuan, fact.after_income_yuan, fact.rigid_spending_yuan,
    period.income_line_yuan,
    fact.risks,
    NULLIF(CONCAT_WS('、',
        CASE WHEN fact.measure_industry IS NOT NULL THEN '产业' END, CASE WHEN fact.measure_job IS NOT NULL THEN '就业' END,
        CASE WHEN fact.measure_finance IS NOT NULL THEN '金融' END, CASE WHEN fact.measure_post IS NOT NULL THEN '公益岗位' END,
        CASE WHEN COALESCE(fact.measure_education, fact.measure_schooling) IS NOT NULL THEN '教育' END,
        CASE WHEN fact.measure_health IS NOT NULL THEN '健康' END, CASE WHEN fact.measure_housing IS NOT NULL THEN '住房' END,
        CASE WHEN fact.measure_water IS NOT NULL THEN '饮水' END, CASE WHEN fact.measure_relocation IS NOT NULL THEN '搬迁' END,
        CASE WHEN COALESCE(fact.measure_conditions, fact.measure_infrastructure) IS NOT NULL THEN '生产生活条件' END,
        CASE WHEN fact.measure_support IS NOT NULL THEN '综合保障' END,
        CASE WHEN COALESCE(fact.measure_social, fact.measure_morale, fact.measure_other) IS NOT NULL THEN '其他' END
    ), '') AS measures,
    fact.has_development, fact.has_only_support,
    fact.measure_relocation IS NOT NULL AS is_resettled,
    NULLIF(CONCAT_WS('；',
        CASE WHEN fact.out_of_school > 0 OR fact.has_dropout THEN '有孩子失学辍学' END,
        CASE WHEN fact.without_insurance > 0 THEN CAST(fact.without_insurance AS STRING) || '人没有参加基本医保' END,
        CASE
            WHEN fact.is_unsafe_house OR (fact.is_unsafe_house IS NULL AND fact.house_grade IN ('C', 'D'))
                THEN '危房' || COALESCE('（' || fact.house_grade || '级）', '')
        END,
        CASE WHEN fact.has_safe_water = FALSE THEN '没有解决安全饮用水' END
    ), '') AS gaps,
    NULLIF(CONCAT_WS('；',
        CASE WHEN fact.after_dropout THEN '消除后有失学辍学' END, CASE WHEN fact.after_insured = FALSE THEN '消除后没有全部参保' END,
        CASE WHEN fact.after_house_damaged THEN '消除后住房损毁' END, CASE WHEN fact.after_water_damaged THEN '消除后饮水设施损毁' END
    ), '') AS gaps_since,
    NULLIF(CONCAT_WS('、',
        CASE WHEN fact.income_per_head_yuan IS NULL THEN '收入' END, CASE WHEN fact.insurance_known < fact.members THEN '参保' END,
        CASE WHEN fact.is_unsafe_house IS NULL AND fact.house_grade IS NULL THEN '住房' END, CASE WHEN fact.has_safe_water IS NULL THEN '饮水' END
    ), '') AS unfilled
FROM looked_at AS fact
INNER JOIN seen.held_household AS held ON held.household_id = fact.household_id
CROSS JOIN ops.period AS period
CROSS JOIN low
WHERE fact.is_poor OR fact.monitoring_kind IS NOT NULL
    OR fact.seriously_ill + fact.severely_disabled + fact.on_dibao + fact.on_tekun + fact.out_of_school > 0
    OR fact.is_unsafe_house OR fact.has_safe_water = FALSE
    OR fact.income_per_head_yuan < low.low_yuan OR fact.income_per_head_yuan <= low.about_yuan
    OR fact.household_id IN (SELECT household_id FROM of_year)
