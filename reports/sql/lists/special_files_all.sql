-- Question: which of the county's households with key people were looked into and not included, why, and what must lie in their files?
-- Grain: one household.
-- Inputs: listing.household, handling.register, handling.standing, handling.answer; $1 month, $2 townships of the policy, $3 list
-- 额尔和: 对“重点人群”未纳入监测的要逐户注明研判结果，说明未纳入原因，建立一般农户特殊档案，健全完善佐证材料. Looked into: warned of this year, or
-- visited. Key people by the base: 大病, 重度残疾, 特困, 长期慢性病. 留守儿童, 困境儿童 and 失能老人 the base does not name: who was warned of for such stands here by the warning.
WITH looked_into AS (
    SELECT
        register.household_id,
        STRING_AGG(DISTINCT register.says, '；' ORDER BY register.says) AS warned_of,
        MAX(answer.visited_on) AS visited_on,
        ARG_MAX(answer.reason, CONCAT(COALESCE(CAST(standing.closed_on AS VARCHAR), ''), register.number)) AS reason,
        BOOL_OR(COALESCE(standing.meets, FALSE)) AS has_met,
        BOOL_AND(standing.state = 'done') AS is_done
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state <> 'withdrawn'
    LEFT JOIN handling.answer AS answer ON answer.number = register.number
    WHERE register.month <= $1 AND SUBSTRING(register.month, 1, 4) = SUBSTRING($1, 1, 4)
    GROUP BY register.household_id
)
SELECT
    household.township, household.village, household.head_name, household.household_number, household.head_id,
    CONCAT_WS('、',
        CASE WHEN household.seriously_ill > 0 THEN '大病' END, CASE WHEN household.severely_disabled > 0 THEN '重度残疾' END,
        CASE WHEN household.on_tekun > 0 THEN '特困供养' END, CASE WHEN household.chronically_ill > 0 THEN '慢性病' END,
        CASE WHEN household.on_dibao > 0 THEN '低保' END
    ) AS key_people,
    looked_into.warned_of, looked_into.visited_on,
    CASE WHEN looked_into.is_done THEN '不符合，未纳入' ELSE '还没有研判完' END AS result_known,
    looked_into.reason AS not_included_because,
    CONCAT_WS('、',
        '农牧户基本情况摸底排查表、收入核算说明、研判记录',
        CASE WHEN household.seriously_ill + household.chronically_ill > 0 THEN '诊断证明和医疗费用结算单' END,
        CASE WHEN household.severely_disabled > 0 THEN '残疾人证复印件' END,
        CASE WHEN household.on_tekun + household.on_dibao > 0 THEN '低保、特困供养审批表' END
    ) AS materials
FROM listing.household AS household
INNER JOIN looked_into ON looked_into.household_id = household.household_id
WHERE household.month = $1 AND  NOT household.is_monitored AND NOT looked_into.has_met AND $3 = 'special_files'
    AND household.seriously_ill + household.severely_disabled + household.on_tekun + household.chronically_ill + household.on_dibao > 0
ORDER BY LIST_POSITION($2::VARCHAR[], household.township) NULLS LAST, household.township, household.village NULLS LAST, household.household_id
