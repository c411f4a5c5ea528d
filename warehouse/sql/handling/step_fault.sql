-- Question: which dated steps of the procedure jump over an earlier one, are dated before it, or in another year?
-- Grain: one dated step of a warning with a fault.
-- Inputs: handling.cell, handling.step, handling.preceding, handling.register, handling.today
-- A household already compared (低保, 特困) needs no 信息比对. Steps of one ordinal run in parallel. A dated step that is at fault
-- still counts as there for those behind it: each fault is told once, where it lies.
WITH dated AS (
    SELECT cell.number, cell.item, CAST(cell.value AS DATE) AS happened_on, step.ordinal, step.label, register.is_compared_already,
        register.month, register.feedback_on - INTERVAL 6 MONTH AS earliest_on
    FROM handling.cell AS cell
    INNER JOIN handling.register AS register ON register.number = cell.number
    INNER JOIN handling.step AS step ON step.month = register.month AND step.step = cell.item
    WHERE cell.is_latest AND cell.reason IS NULL
),
skipped AS (
    SELECT dated.number, dated.item, STRING_AGG(step.label, '、' ORDER BY step.ordinal, step.label) AS labels
    FROM dated
    INNER JOIN handling.preceding AS preceding ON preceding.month = dated.month AND preceding.step = dated.item
    INNER JOIN handling.step AS step ON step.month = dated.month AND step.step = preceding.earlier
    WHERE NOT (step.step = 'compared_on' AND dated.is_compared_already) AND NOT EXISTS (
        SELECT 1 FROM handling.cell AS cell WHERE cell.number = dated.number AND cell.item = step.step AND cell.is_latest
    )
    GROUP BY dated.number, dated.item
),
early AS (
    SELECT dated.number, dated.item, STRING_AGG(earlier.label, '、' ORDER BY earlier.ordinal, earlier.label) AS labels
    FROM dated
    INNER JOIN handling.preceding AS preceding ON preceding.month = dated.month AND preceding.step = dated.item
    INNER JOIN dated AS earlier
        ON earlier.number = dated.number AND earlier.item = preceding.earlier AND earlier.happened_on > dated.happened_on
    GROUP BY dated.number, dated.item
)
SELECT
    dated.number,
    dated.item,
    dated.ordinal,
    CASE
        WHEN dated.happened_on > today.today THEN '这一天还没有到；请核对日期'
        WHEN dated.happened_on < dated.earliest_on THEN '早于信息反馈日期半年以上；请核对年份'
        WHEN skipped.labels IS NOT NULL THEN '还没有' || skipped.labels || '，不能跳过；请补填前面的日期'
        ELSE '早于' || early.labels || '的日期；请核对先后'
    END AS reason
FROM dated
CROSS JOIN handling.today AS today
LEFT JOIN skipped ON skipped.number = dated.number AND skipped.item = dated.item
LEFT JOIN early ON early.number = dated.number AND early.item = dated.item
WHERE dated.happened_on > today.today OR dated.happened_on < dated.earliest_on OR skipped.labels IS NOT NULL OR early.labels IS NOT NULL
