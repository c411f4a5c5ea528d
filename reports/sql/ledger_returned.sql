-- Question: how does a township's ledger stand after what it returned, and which of its cells are at fault?
-- Grain: one warning of the month's ledger, or of an earlier month's where something of it was refused; nothing where nothing was.
-- Inputs: handling.register, handling.answer, handling.refusal; $1 month, $2 township
-- A faulty cell shows what was written, an accepted one its value. What stood in a row that was refused whole is not shown, it may be
-- another's; where the township's own warning has nothing yet, its cells are marked, to be filled in here.
WITH refused AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'meets' THEN reason END) AS meets_fault,
        MAX(CASE WHEN item = 'meets' THEN written END) AS meets_written,
        MAX(CASE WHEN item = 'reason' THEN reason END) AS reason_fault,
        MAX(CASE WHEN item = 'reason' THEN written END) AS reason_written,
        MAX(CASE WHEN item = 'told' THEN reason END) AS told_fault,
        MAX(CASE WHEN item = 'told' THEN written END) AS told_written,
        MAX(CASE WHEN item = 'checked_by' THEN reason END) AS checked_by_fault,
        MAX(CASE WHEN item = 'checked_by' THEN written END) AS checked_by_written,
        MAX(CASE WHEN item = 'done_on' THEN reason END) AS done_on_fault,
        MAX(CASE WHEN item = 'done_on' THEN written END) AS done_on_written
    FROM handling.refusal
    WHERE month = $1 AND is_own
    GROUP BY number
),
whole AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'meets' THEN reason END) AS meets_fault,
        MAX(CASE WHEN item = 'reason' THEN reason END) AS reason_fault,
        MAX(CASE WHEN item = 'told' THEN reason END) AS told_fault,
        MAX(CASE WHEN item = 'checked_by' THEN reason END) AS checked_by_fault,
        MAX(CASE WHEN item = 'done_on' THEN reason END) AS done_on_fault
    FROM handling.refusal
    WHERE month = $1 AND township = $2 AND NOT is_own
    GROUP BY number
)
SELECT
    register.household_id, register.township, register.village, register.head_name, register.head_id, register.way,
    register.department, register.says, register.feedback_on, register.number, register.subject_name, register.subject_id,
    register.relation, register.risk, register.grade, register.visit_by, register.hints, register.provenance,
    COALESCE(answer.meets, refused.meets_written) AS meets,
    COALESCE(refused.meets_fault, CASE WHEN answer.meets IS NULL THEN whole.meets_fault END) AS meets_fault,
    COALESCE(answer.reason, refused.reason_written) AS reason,
    COALESCE(refused.reason_fault, CASE WHEN answer.reason IS NULL THEN whole.reason_fault END) AS reason_fault,
    COALESCE(answer.told, refused.told_written) AS told,
    COALESCE(refused.told_fault, CASE WHEN answer.told IS NULL THEN whole.told_fault END) AS told_fault,
    COALESCE(answer.checked_by, refused.checked_by_written) AS checked_by,
    COALESCE(refused.checked_by_fault, CASE WHEN answer.checked_by IS NULL THEN whole.checked_by_fault END) AS checked_by_fault,
    COALESCE(CAST(answer.done_on AS VARCHAR), refused.done_on_written) AS done_on,
    COALESCE(refused.done_on_fault, CASE WHEN answer.done_on IS NULL THEN whole.done_on_fault END) AS done_on_fault
FROM handling.register AS register
LEFT JOIN handling.answer AS answer ON answer.number = register.number
LEFT JOIN refused ON refused.number = register.number
LEFT JOIN whole ON whole.number = register.number
WHERE register.township = $2 AND NOT register.is_withdrawn AND (register.month = $1 OR refused.number IS NOT NULL OR whole.number IS NOT NULL)
    AND EXISTS (SELECT 1 FROM handling.refusal AS refusal WHERE refusal.month = $1 AND refusal.township = $2)
ORDER BY
    register.village NULLS LAST,
    register.household_id,
    CASE register.grade WHEN '红' THEN 1 WHEN '橙' THEN 2 WHEN '黄' THEN 3 ELSE 4 END,
    register.number
