-- Question: where is the work against falling back into poverty heaviest?
-- Grain: one village, as its name is written in one township; the township as a whole before it (village NULL).
-- Inputs: anomaly.inclusion, listing.household; $1 month, $2 townships of the policy, $3 list
-- 柳江: 易地搬迁集中安置点、未消除风险监测对象占比较高的镇和重点村、人口较多的非脱贫村. The share: of those that were ever monitored, whose risk is not
-- removed. Resettled households are those with a measure of 搬迁 in the base. Which villages are 非脱贫村 the base does not say: a village
-- in which few households were ever poor, and many people live, is marked for the county to judge.
WITH poor AS (
    SELECT township, village, COUNT(*) FILTER (is_poor) AS poor, COUNT(*) FILTER (is_resettled) AS resettled
    FROM listing.household
    WHERE month = $1
    GROUP BY township, village
),
counted AS (
    SELECT
        inclusion.township,
        CASE WHEN GROUPING(inclusion.village) = 0 THEN inclusion.village END AS village,
        GROUPING(inclusion.village) AS is_whole,
        SUM(inclusion.people) AS people, SUM(inclusion.households) AS households, SUM(inclusion.included) AS included,
        SUM(inclusion.monitored) AS monitored, COALESCE(SUM(poor.poor), 0) AS poor, COALESCE(SUM(poor.resettled), 0) AS resettled
    FROM anomaly.inclusion AS inclusion
    LEFT JOIN poor ON poor.township = inclusion.township AND poor.village = inclusion.village
    WHERE inclusion.month = $1
    GROUP BY ROLLUP (inclusion.township, inclusion.village)
    HAVING GROUPING(inclusion.township) = 0
),
compared AS (
    SELECT
        *,
        SUM(monitored) FILTER (is_whole = 1) OVER () / NULLIF(SUM(included) FILTER (is_whole = 1) OVER (), 0) AS usual_share,
        AVG(people) FILTER (is_whole = 0) OVER () AS usual_people
    FROM counted
)
SELECT
    township, COALESCE(village, '全镇街') AS village, households, people, poor AS poor_households, resettled, included, monitored,
    ROUND(100.0 * monitored / NULLIF(included, 0), 1) AS unremoved_share,
    CONCAT_WS('；',
        CASE WHEN monitored > 1 AND monitored * 1.0 / NULLIF(included, 0) > usual_share THEN '未消除占比高于全县' END,
        CASE WHEN is_whole = 0 AND resettled >= 10 THEN '有集中搬迁的户' END,
        CASE WHEN is_whole = 0 AND people > usual_people AND poor * 20 < households THEN '人口较多、脱贫户很少：是否非脱贫村' END
    ) AS why_key
FROM compared
WHERE $3 = 'key_areas'
ORDER BY LIST_POSITION($2::VARCHAR[], township) NULLS LAST, township, is_whole DESC, unremoved_share DESC NULLS LAST, village
