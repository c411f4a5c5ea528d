-- Question: which warnings in a township's hand does their month, run again, no longer give, or give again?
-- Grain: one warning, as a step of the history; is_retracted where the month gives it again.
-- Inputs: handling.register, handling.event
-- It stays with the township, which has begun to answer it; unanswered it would have been withdrawn.
WITH told AS (
    SELECT number, is_retracted
    FROM handling.event
    WHERE step = 'corrected'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY ordinal DESC) = 1
)
SELECT
    register.number, 'corrected' AS step, CAST(NULL AS DATE) AS happened_on, register.corrected_because AS value,
    register.corrected_because IS NULL OR register.is_withdrawn AS is_retracted, '' AS provenance
FROM handling.register AS register
LEFT JOIN told ON told.number = register.number
WHERE (register.corrected_because IS NOT NULL AND NOT register.is_withdrawn) <> (told.number IS NOT NULL AND NOT told.is_retracted)
