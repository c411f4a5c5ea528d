-- Question: what do departments say that they did for a household, which the history does not say yet, or says otherwise?
-- Grain: one warning and department; is_retracted where what was said before no longer stands.
-- Inputs: handling.task, handling.measure, states.measure, handling.event
WITH reported AS (
    SELECT DISTINCT
        task.number, task.department, measure.measured_on AS happened_on,
        CONCAT(COALESCE(measure.measure, measure.note), CASE WHEN outcome.code <> 'done' THEN '（' || outcome.label || '）' END) AS measure,
        measure.provenance
    FROM handling.task AS task
    INNER JOIN handling.measure AS measure ON measure.number = task.task AND measure.is_sound
    INNER JOIN states.measure AS outcome ON outcome.label = measure.outcome
),
said AS (
    SELECT *
    FROM handling.event
    WHERE step = 'measure'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, department ORDER BY ordinal DESC) = 1
)
SELECT
    reported.number, 'measure' AS step, reported.happened_on, reported.department || '：' || reported.measure AS value, reported.department, reported.measure,
    FALSE AS is_retracted, reported.provenance
FROM reported
LEFT JOIN said ON said.number = reported.number AND said.department = reported.department AND NOT said.is_retracted
WHERE said.number IS NULL OR said.happened_on IS DISTINCT FROM reported.happened_on OR said.measure IS DISTINCT FROM reported.measure
UNION ALL
SELECT said.number, 'measure' AS step, said.happened_on, said.value, said.department, said.measure, TRUE AS is_retracted, '' AS provenance
FROM said
LEFT JOIN reported ON reported.number = said.number AND reported.department = said.department
WHERE NOT said.is_retracted AND reported.number IS NULL
