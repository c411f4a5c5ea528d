-- Question: which lines that townships added themselves cannot be taken, and why?
-- Grain: one added line; item, written and reason only where it goes back.
-- Inputs: handling.own_placed, handling.own_way, handling.today
-- Of several faults of a line the first is told.
WITH faulty AS (
    SELECT
        own.*,
        CASE
            WHEN is_copied THEN 'own_number'
            WHEN way IS NULL OR rule_code IS NULL THEN 'way'
            WHEN words = '' THEN 'says'
            WHEN head_is_faulty THEN 'own_head_id'
            WHEN subject_is_faulty THEN 'own_subject_id'
            WHEN whom IS NULL THEN 'own_head_id'
            WHEN (found_on_written IS NOT NULL AND found_on IS NULL) OR found_on > today.today THEN 'found_on'
            WHEN township IS NULL THEN 'own_township'
        END AS item,
        (SELECT STRING_AGG(way, '、' ORDER BY way) FROM handling.own_way) AS own_ways
    FROM handling.own_placed AS own
    CROSS JOIN handling.today AS today
)
SELECT
    faulty.*,
    CASE faulty.item
        WHEN 'way' THEN faulty.way
        WHEN 'own_head_id' THEN faulty.head_id
        WHEN 'own_subject_id' THEN faulty.subject_id
        WHEN 'found_on' THEN faulty.found_on_written
    END AS written,
    CASE
        WHEN faulty.item = 'own_number'
            THEN '这一行像是照抄别的行加上的，还带着那一行的预警编号或校验码；是新上报的，请填在《镇村上报》，或把这两格清空'
        WHEN faulty.item = 'way' AND faulty.way IS NULL
            THEN '没有预警编号，也没有写预警方式；自行上报的请选：' || faulty.own_ways || '；原有的请在有编号的原行填写'
        WHEN faulty.item = 'way'
            THEN '没有预警编号；自行上报的，预警方式只能是：' || faulty.own_ways || '；部门预警请在有编号的原行填写'
        WHEN faulty.item = 'says' THEN '没有写具体预警信息；请写明发现了什么困难'
        WHEN faulty.item = 'own_head_id' AND faulty.whom IS NULL AND NOT faulty.head_is_faulty
            THEN '没有写身份证，不知道是哪一户；请填户主或预警对象的18位身份证'
        WHEN faulty.item IN ('own_head_id', 'own_subject_id') THEN '身份证不是有效的号码；请对照证件逐位核对'
        WHEN faulty.item = 'found_on' AND faulty.found_on IS NULL THEN '看不出是哪一天；请只写一天，写成 2026-11-20 这样的日期'
        WHEN faulty.item = 'found_on' THEN '这一天还没有到；请核对日期'
        WHEN faulty.item = 'own_township' THEN '看不出是哪个镇街的；请用本镇街的原表填写，或写明镇街'
    END AS reason
FROM faulty
