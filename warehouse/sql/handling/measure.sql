-- Question: which measure did each department take for each household?
-- Grain: one task of which something was said that can be taken.
-- Inputs: handling.task_cell, states.measure
-- is_sound: what the history may tell: a measure, who took it, its outcome, a day where it is done, nothing of it refused.
WITH spread AS (
    SELECT
        number,
        MAX(CASE WHEN item = 'measure' AND reason IS NULL THEN value END) AS measure,
        MAX(CASE WHEN item = 'measured_on' AND reason IS NULL THEN CAST(value AS DATE) END) AS measured_on,
        MAX(CASE WHEN item = 'outcome' AND reason IS NULL THEN value END) AS outcome,
        MAX(CASE WHEN item = 'handled_by' AND reason IS NULL THEN value END) AS handled_by,
        MAX(CASE WHEN item = 'note' AND reason IS NULL THEN value END) AS note,
        MIN(
            CASE WHEN reason IS NULL THEN CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') END
        ) AS provenance,
        COUNT(reason) AS faults,
        MAX(month) AS month
    FROM handling.task_cell
    WHERE is_latest
    GROUP BY number
)
SELECT
    spread.number, spread.measure, spread.measured_on, spread.outcome, spread.handled_by, spread.note, spread.provenance, spread.month,
    COALESCE(
        spread.faults = 0 AND spread.handled_by IS NOT NULL
            AND (
                (said.code = 'done' AND spread.measure IS NOT NULL AND spread.measured_on IS NOT NULL)
                OR (said.code = 'under_way' AND spread.measure IS NOT NULL AND spread.measured_on IS NULL)
                OR (said.code = 'cannot' AND spread.measured_on IS NULL AND spread.note IS NOT NULL)
            ),
        FALSE
    ) AS is_sound
FROM spread
LEFT JOIN states.measure AS said ON said.label = spread.outcome
WHERE spread.provenance IS NOT NULL
