-- Question: whom does a village publish: who is to be recognised, and whose risk is to count as removed?
-- Grain: one household and class; nothing stands here but its village, the head's name and the class.
-- Inputs: handling.register, handling.answer, handling.cell, handling.standing, handling.place, listing.line, listing.household, listing.cell; $1 month, $2 township, $3 list
-- To be recognised: the township answered 是, and has written no day on which 村级公示 ended, nor one of 录入系统. Removed: on the list of 风险消除 of the
-- month, and the village found it so. Figures in a name (a number that slid into it) are left out.
WITH recognised AS (
    SELECT DISTINCT place.village, register.head_name, '拟新增监测对象' AS public_class
    FROM handling.register AS register
    INNER JOIN handling.place AS place ON place.number = register.number
    INNER JOIN handling.answer AS answer ON answer.number = register.number
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'open'
    LEFT JOIN handling.cell AS published
        ON published.number = register.number AND published.is_latest AND published.item = 'published_on' AND published.reason IS NULL
    WHERE published.number IS NULL AND place.township = $2 AND register.month <= $1 AND answer.meets_answer = '是' AND NOT register.is_monitored AND answer.entered_on IS NULL
),
relieved AS (
    SELECT DISTINCT household.village, household.head_name, '拟消除风险监测对象' AS public_class
    FROM listing.line AS line
    INNER JOIN listing.household AS household ON household.month = line.month AND household.household_id = line.household_id
    INNER JOIN listing.cell AS cell
        ON cell.number = line.number AND cell.is_latest AND cell.item = 'conclusion' AND cell.reason IS NULL AND cell.value LIKE '达到消除条件%'
    WHERE line.month = $1 AND line.list_code = 'elimination' AND household.township = $2
)
SELECT
    told.village, REGEXP_REPLACE(told.head_name, '[^\p{Han}·A-Za-z ]', '', 'g') AS head_name, told.public_class,
    ROW_NUMBER() OVER (ORDER BY told.public_class, told.village NULLS LAST, told.head_name) AS line
FROM (
    SELECT * FROM recognised
    UNION ALL
    SELECT * FROM relieved
) AS told
WHERE $3 = 'publicity'
ORDER BY line
