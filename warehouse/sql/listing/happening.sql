-- Question: what have departments said this month of a household that some list looks at?
-- Grain: one household and kind of matter.
-- Inputs: fact.feed, draft.roster, listing.matter, ops.period
-- 额尔和: 取消低保或降低标准, 住房和饮水安全存在隐患, 受灾严重. 柳江: 新增整户低保, 危房改造. Of a feed that comes as a full roster only who is
-- new in it is said to be new; who is no longer in it, or has a lower amount, was taken off, or cut. A row that bears another name
-- than the number's owner says nothing.
-- 整户: the class says so, or as many are supported as the household has members.
WITH of_roster AS (
    SELECT feed, household_id, MAX(standing = 'new') AS is_new FROM draft.roster GROUP BY feed, household_id
),
roster AS (
    SELECT DISTINCT feed FROM draft.roster
),
fresh AS (
    SELECT fact.*
    FROM fact.feed AS fact
    INNER JOIN ops.period AS period ON period.month = fact.sent_in
    LEFT JOIN roster ON roster.feed = fact.feed
    LEFT JOIN of_roster ON of_roster.feed = fact.feed AND of_roster.household_id = fact.household_id
    WHERE fact.sure_feed IS NOT NULL AND (roster.feed IS NULL OR fact.is_ended OR of_roster.is_new)
),
told AS (
    SELECT household_id, '取消低保' AS matter, '民政部门报停发' AS says, provenance
    FROM fresh
    WHERE feed = 'dibao' AND is_ended
    UNION ALL
    SELECT household_id, '取消低保' AS matter, '不在本月低保名册中' AS says, NULL AS provenance
    FROM draft.roster
    WHERE feed = 'dibao' AND standing = 'gone'
    UNION ALL
    SELECT
        household_id, '降低低保标准' AS matter,
        '月保障由' || CAST(ROUND(watched_before, 2) AS STRING) || '元降为' || CAST(ROUND(watched, 2) AS STRING) || '元' AS says,
        NULL AS provenance
    FROM draft.roster
    WHERE feed = 'dibao' AND standing = 'changed' AND watched < watched_before
    UNION ALL
    SELECT household_id, '新增整户低保' AS matter, '民政部门报新增低保，整户保障' AS says, provenance
    FROM fresh
    WHERE feed = 'dibao' AND NOT is_ended AND told_dibao AND (is_whole_household OR supported_people >= members)
    UNION ALL
    SELECT household_id, '危房改造' AS matter, CONCAT_WS('，', '住建部门报危房改造', renovation_kind) AS says, provenance
    FROM fresh
    WHERE feed = 'housing_renovation'
    UNION ALL
    SELECT household_id, '住房隐患' AS matter, '住建部门鉴定为' || housing_grade || '级' AS says, provenance
    FROM fresh
    WHERE feed = 'housing_grade' AND housing_grade IN ('C', 'D')
    UNION ALL
    SELECT household_id, '饮水隐患' AS matter, CONCAT_WS('，', '水利部门报饮水安全隐患', water_trouble) AS says, provenance
    FROM fresh
    WHERE feed = 'unsafe_water' AND water_state <> '已解决'
    UNION ALL
    SELECT matter.household_id, '受灾' AS matter, matter.says, NULL AS provenance
    FROM listing.matter AS matter
    INNER JOIN ops.period AS period ON period.month = matter.month
    WHERE matter.feed = 'disaster'
)
SELECT
    period.month, told.household_id, told.matter,
    STRING_AGG(DISTINCT told.says, '；' ORDER BY told.says) AS says, MIN(told.provenance) AS provenance
FROM told
CROSS JOIN ops.period AS period
WHERE told.household_id IS NOT NULL
GROUP BY period.month, told.household_id, told.matter
