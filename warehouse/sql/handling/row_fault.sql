-- Question: where do the cells of a warning not go together?
-- Grain: one warning and item with a fault.
-- Inputs: handling.answer, handling.register, handling.cell, handling.verdict, handling.recheck, handling.today, handling.closing, handling.told_way
-- 不需要 under 是否已告知 is no answer where it is asked.
-- What is missing is not asked for where a cell of that item was refused: the refusal asks for it. The steps are a household's: one of
-- its warnings may be closed as 不符合 while another goes on.
WITH faulty AS (
    SELECT number, 'meets' AS item, '没有填是否符合认定标准；请选“是”或“否”' AS reason, TRUE AS is_missing
    FROM handling.answer
    WHERE meets_answer IS NULL AND (reason IS NOT NULL OR told IN ('是', '否') OR done_on IS NOT NULL OR checked_by IS NOT NULL)
    UNION ALL
    SELECT number, 'reason' AS item, '填了“否”，没有写主要原因；请写明' AS reason, TRUE AS is_missing
    FROM handling.answer
    WHERE meets_answer = '否' AND reason IS NULL
    UNION ALL
    SELECT number, 'reason' AS item, '填了“是”，又写了不符合的原因；请核对是哪一种' AS reason, FALSE AS is_missing
    FROM handling.answer
    WHERE meets_answer = '是' AND reason IS NOT NULL
    UNION ALL
    SELECT answer.number, 'told' AS item, '自主申报、信访的，办结要填是否已告知本人' AS reason, TRUE AS is_missing
    FROM handling.answer AS answer
    INNER JOIN handling.register AS register ON register.number = answer.number
    WHERE COALESCE(answer.told, '不需要') = '不需要' AND answer.done_on IS NOT NULL
        AND EXISTS (SELECT 1 FROM handling.told_way AS told_way WHERE told_way.month = register.month AND told_way.way = register.way)
    UNION ALL
    SELECT cell.number, 'same_by' AS item, '没有写核查人员；谁核对谁签名' AS reason, TRUE AS is_missing
    FROM handling.cell AS cell
    WHERE cell.item = 'same' AND cell.is_latest AND cell.reason IS NULL
        AND cell.number NOT IN (SELECT number FROM handling.verdict)
    UNION ALL
    SELECT cell.number, 'same' AS item, '没有选是否同一人；请核对后选“是”或“否”' AS reason, TRUE AS is_missing
    FROM handling.cell AS cell
    WHERE cell.item = 'same_by' AND cell.is_latest AND cell.reason IS NULL
        AND cell.number NOT IN (SELECT number FROM handling.verdict)
    UNION ALL
    SELECT cell.number, 'rechecked_by' AS item, '没有写复核人；谁复核谁签名' AS reason, TRUE AS is_missing
    FROM handling.cell AS cell
    WHERE cell.item = 'is_true' AND cell.is_latest AND cell.reason IS NULL AND cell.number NOT IN (SELECT number FROM handling.recheck)
    UNION ALL
    SELECT recheck.number, 'recheck_says' AS item, '填了“否”，没有写复核情况；请写明查到什么' AS reason, TRUE AS is_missing
    FROM handling.recheck AS recheck
    WHERE NOT recheck.is_true AND recheck.says IS NULL
    UNION ALL
    SELECT number, 'checked_by' AS item, '没有写核查人员；谁核查谁签名' AS reason, TRUE AS is_missing
    FROM handling.answer
    WHERE checked_by IS NULL AND (meets_answer IS NOT NULL OR done_on IS NOT NULL)
    UNION ALL
    SELECT answer.number, 'done_on' AS item, '早于信息反馈日期；请核对日期' AS reason, FALSE AS is_missing
    FROM handling.answer AS answer
    INNER JOIN handling.register AS register ON register.number = answer.number
    WHERE answer.done_on < register.feedback_on
    UNION ALL
    SELECT answer.number, 'done_on' AS item, '这一天还没有到；办结以后再填' AS reason, FALSE AS is_missing
    FROM handling.answer AS answer
    CROSS JOIN handling.today AS today
    WHERE answer.done_on > today.today
    UNION ALL
    SELECT answer.number, 'done_on' AS item, '符合标准的，办结以前还缺：' || answer.missing || '；请在《办理过程》中补填日期' AS reason, FALSE AS is_missing
    FROM handling.answer AS answer
    INNER JOIN handling.register AS register ON register.number = answer.number
    INNER JOIN handling.closing AS closing ON closing.month = register.month
    WHERE answer.done_on IS NOT NULL AND answer.meets_answer = '是' AND answer.missing IS NOT NULL
        AND (answer.is_recorded OR closing.needs_every_step)
    UNION ALL
    SELECT number, 'done_on' AS item, '早于入户核实日期；请核对先后' AS reason, FALSE AS is_missing
    FROM handling.answer
    WHERE done_on < visited_on
    UNION ALL
    SELECT number, 'done_on' AS item, '早于程序最后一步的日期；请核对先后' AS reason, FALSE AS is_missing
    FROM handling.answer
    WHERE meets_answer = '是' AND done_on < last_step_on
)
SELECT faulty.number, faulty.item, MIN(faulty.reason) AS reason
FROM faulty
LEFT JOIN handling.cell AS refused
    ON refused.number = CASE WHEN faulty.is_missing THEN faulty.number END AND refused.item = faulty.item AND refused.is_latest
        AND refused.reason IS NOT NULL
WHERE refused.number IS NULL
GROUP BY faulty.number, faulty.item
