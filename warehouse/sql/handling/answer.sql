-- Question: what do all returned ledgers together say of each warning?
-- Grain: one warning of which something was said that can be taken.
-- Inputs: handling.cell, handling.register, handling.step, handling.step_fault
-- The reason of an earlier 否 goes with it: a later ledger, or a corrected copy, that says 是 and leaves it blank has no reason.
-- missing: the steps that a household which meets the standard still lacks; none where it is monitored already. is_recorded: steps
-- behind the visit are dated, or are owed because help came first (绿色通道).
WITH said AS (
    SELECT cell.number, cell.item, cell.value, step.ordinal IS NOT NULL AS is_step
    FROM handling.cell AS cell
    LEFT JOIN handling.register AS register ON register.number = cell.number
    LEFT JOIN handling.step AS step ON step.month = register.month AND step.step = cell.item
    LEFT JOIN handling.step_fault AS fault ON fault.number = cell.number AND fault.item = cell.item
    LEFT JOIN handling.cell AS since ON since.number = cell.number AND since.item = 'meets' AND since.is_latest AND since.reason IS NULL
    WHERE cell.is_latest AND cell.reason IS NULL AND fault.number IS NULL
        AND NOT COALESCE(
            cell.item = 'reason' AND since.value = '是'
                AND (since.list_month > cell.list_month OR (since.list_month = cell.list_month AND since.edition > cell.edition)),
            FALSE
        )
),
lacking AS (
    SELECT register.number, STRING_AGG(step.label, '、' ORDER BY step.ordinal, step.label) AS labels
    FROM handling.register AS register
    INNER JOIN handling.step AS step ON step.month = register.month AND step.ordinal IS NOT NULL
    LEFT JOIN said ON said.number = register.number AND said.item = step.step
    WHERE said.number IS NULL AND NOT register.is_monitored
        AND NOT (step.step = 'compared_on' AND register.is_compared_already)
    GROUP BY register.number
),
recorded AS (
    SELECT DISTINCT cell.number
    FROM handling.cell AS cell
    INNER JOIN handling.register AS register ON register.number = cell.number
    LEFT JOIN handling.step AS step ON step.month = register.month AND step.step = cell.item AND step.step <> 'visited_on'
    WHERE cell.is_latest AND (step.step IS NOT NULL OR (cell.item = 'green' AND cell.value = '是'))
),
spread AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'meets' THEN value END) AS meets_answer,
        MAX(CASE WHEN item = 'reason' THEN value END) AS reason,
        MAX(CASE WHEN item = 'told' THEN value END) AS told,
        MAX(CASE WHEN item = 'checked_by' THEN value END) AS checked_by,
        MAX(CASE WHEN item = 'done_on' THEN CAST(value AS DATE) END) AS done_on,
        MAX(CASE WHEN item = 'visited_on' THEN CAST(value AS DATE) END) AS visited_on,
        MAX(CASE WHEN item = 'visit_mode' THEN value END) AS visit_mode,
        MAX(CASE WHEN is_step THEN CAST(value AS DATE) END) AS last_step_on,
        MAX(CASE WHEN item = 'entered_on' THEN CAST(value AS DATE) END) AS entered_on,
        MAX(CASE WHEN item = 'green' THEN value END) AS green,
        MAX(CASE WHEN item = 'responsible' THEN value END) AS responsible,
        MAX(CASE WHEN item = 'responsible_on' THEN CAST(value AS DATE) END) AS responsible_on,
        MAX(CASE WHEN item = 'plan_on' THEN CAST(value AS DATE) END) AS plan_on
    FROM said
    GROUP BY number
)
SELECT
    spread.*,
    lacking.labels AS missing,
    recorded.number IS NOT NULL AS is_recorded,
    CASE WHEN spread.meets_answer = '是' THEN COALESCE(spread.entered_on, CASE WHEN recorded.number IS NULL THEN spread.done_on END) END AS included_on
FROM spread
LEFT JOIN recorded ON recorded.number = spread.number
LEFT JOIN lacking ON lacking.number = spread.number
