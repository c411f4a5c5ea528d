-- Question: which measure did each department take for each household?
-- Grain: one task of which something was said that can be taken.
-- Inputs: handling.task_cell
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
    number, measure, measured_on, outcome, handled_by, note, provenance, month,
    COALESCE(
        faults = 0 AND handled_by IS NOT NULL
            AND (
                (outcome = '已落实' AND measure IS NOT NULL AND measured_on IS NOT NULL)
                OR (outcome = '正在落实' AND measure IS NOT NULL AND measured_on IS NULL)
                OR (outcome = '不能落实' AND measured_on IS NULL AND note IS NOT NULL)
            ),
        FALSE
    ) AS is_sound
FROM spread
WHERE provenance IS NOT NULL
