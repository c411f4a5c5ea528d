-- Question: which steps of which households were at fault in what a township returned?
-- Grain: one household of whose steps something was refused, or one with a line of the township's own, which had no row for its
-- steps before; nothing where nothing was refused.
-- Inputs: handling.register, handling.answer, handling.refusal; $1 month, $2 township
-- A faulty cell shows what was written, an accepted one its value.
WITH refused AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'visited_on' THEN reason END) AS visited_on_fault,
        MAX(CASE WHEN item = 'visited_on' THEN written END) AS visited_on_written,
        MAX(CASE WHEN item = 'visit_mode' THEN reason END) AS visit_mode_fault,
        MAX(CASE WHEN item = 'visit_mode' THEN written END) AS visit_mode_written,
        MAX(CASE WHEN item = 'reviewed_on' THEN reason END) AS reviewed_on_fault,
        MAX(CASE WHEN item = 'reviewed_on' THEN written END) AS reviewed_on_written,
        MAX(CASE WHEN item = 'compared_on' THEN reason END) AS compared_on_fault,
        MAX(CASE WHEN item = 'compared_on' THEN written END) AS compared_on_written,
        MAX(CASE WHEN item = 'published_on' THEN reason END) AS published_on_fault,
        MAX(CASE WHEN item = 'published_on' THEN written END) AS published_on_written,
        MAX(CASE WHEN item = 'entered_on' THEN reason END) AS entered_on_fault,
        MAX(CASE WHEN item = 'entered_on' THEN written END) AS entered_on_written,
        MAX(CASE WHEN item = 'green' THEN reason END) AS green_fault,
        MAX(CASE WHEN item = 'green' THEN written END) AS green_written,
        MAX(CASE WHEN item = 'responsible' THEN reason END) AS responsible_fault,
        MAX(CASE WHEN item = 'responsible' THEN written END) AS responsible_written,
        MAX(CASE WHEN item = 'responsible_on' THEN reason END) AS responsible_on_fault,
        MAX(CASE WHEN item = 'responsible_on' THEN written END) AS responsible_on_written,
        MAX(CASE WHEN item = 'plan_on' THEN reason END) AS plan_on_fault,
        MAX(CASE WHEN item = 'plan_on' THEN written END) AS plan_on_written
    FROM handling.refusal
    WHERE month = $1 AND is_own
        AND item IN (
            'visited_on', 'visit_mode', 'reviewed_on', 'compared_on', 'published_on', 'entered_on', 'green', 'responsible', 'responsible_on',
            'plan_on'
        )
    GROUP BY number
)
SELECT
    register.household_id,
    MIN(register.township) AS township,
    MIN(register.village) AS village,
    MIN(register.head_name) AS head_name,
    MIN(register.head_id) AS head_id,
    CONCAT_WS('；',
        CASE WHEN BOOL_AND(register.is_monitored) THEN '已在监测，不走认定程序' END,
        CASE WHEN BOOL_OR(register.is_compared_already) THEN '免信息比对' END
    ) AS hints,
    STRING_AGG(register.number, '、' ORDER BY register.number) AS number,
    COALESCE(CAST(MIN(answer.visited_on) AS VARCHAR), MIN(refused.visited_on_written)) AS visited_on,
    MIN(refused.visited_on_fault) AS visited_on_fault,
    COALESCE(MIN(answer.visit_mode), MIN(refused.visit_mode_written)) AS visit_mode,
    MIN(refused.visit_mode_fault) AS visit_mode_fault,
    COALESCE(CAST(MIN(answer.reviewed_on) AS VARCHAR), MIN(refused.reviewed_on_written)) AS reviewed_on,
    MIN(refused.reviewed_on_fault) AS reviewed_on_fault,
    COALESCE(CAST(MIN(answer.compared_on) AS VARCHAR), MIN(refused.compared_on_written)) AS compared_on,
    MIN(refused.compared_on_fault) AS compared_on_fault,
    COALESCE(CAST(MIN(answer.published_on) AS VARCHAR), MIN(refused.published_on_written)) AS published_on,
    MIN(refused.published_on_fault) AS published_on_fault,
    COALESCE(CAST(MIN(answer.entered_on) AS VARCHAR), MIN(refused.entered_on_written)) AS entered_on,
    MIN(refused.entered_on_fault) AS entered_on_fault,
    COALESCE(MIN(answer.green), MIN(refused.green_written)) AS green,
    MIN(refused.green_fault) AS green_fault,
    COALESCE(MIN(answer.responsible), MIN(refused.responsible_written)) AS responsible,
    MIN(refused.responsible_fault) AS responsible_fault,
    COALESCE(CAST(MIN(answer.responsible_on) AS VARCHAR), MIN(refused.responsible_on_written)) AS responsible_on,
    MIN(refused.responsible_on_fault) AS responsible_on_fault,
    COALESCE(CAST(MIN(answer.plan_on) AS VARCHAR), MIN(refused.plan_on_written)) AS plan_on,
    MIN(refused.plan_on_fault) AS plan_on_fault
FROM handling.register AS register
LEFT JOIN refused ON refused.number = register.number
LEFT JOIN handling.answer AS answer ON answer.number = register.number
WHERE register.township = $2 AND NOT register.is_withdrawn
    AND (
        refused.number IS NOT NULL
        OR (
            register.origin = 'township' AND register.month = $1
            AND EXISTS (SELECT 1 FROM handling.refusal AS refusal WHERE refusal.month = $1 AND refusal.township = $2)
        )
    )
GROUP BY register.household_id
ORDER BY village NULLS LAST, register.household_id
