-- Question: what do returned ledgers say of the steps of warnings that the history does not say yet, or says otherwise?
-- Grain: one warning and step; is_retracted where a step that was said before no longer stands.
-- Inputs: handling.wanted, handling.event
-- Issuing, withdrawing, correcting and what departments did are told by those who do it.
WITH said AS (
    SELECT *
    FROM handling.event
    WHERE step NOT IN ('issued', 'withdrawn', 'corrected', 'measure')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
)
SELECT wanted.number, wanted.step, wanted.happened_on, wanted.value, wanted.meets, FALSE AS is_retracted, wanted.provenance
FROM handling.wanted AS wanted
LEFT JOIN said ON said.number = wanted.number AND said.step = wanted.step AND NOT said.is_retracted
WHERE said.number IS NULL OR said.happened_on IS DISTINCT FROM wanted.happened_on OR said.value IS DISTINCT FROM wanted.value
UNION ALL
SELECT said.number, said.step, said.happened_on, said.value, said.meets, TRUE AS is_retracted, '' AS provenance
FROM said
LEFT JOIN handling.wanted AS wanted ON wanted.number = said.number AND wanted.step = said.step
WHERE NOT said.is_retracted AND wanted.number IS NULL
