-- Question: which warnings of the register are withdrawn now and were not, or stand again?
-- Grain: one warning, as a step of the history; is_retracted where it stands again.
-- Inputs: handling.register, handling.event
-- A department's falls when its month, run again, no longer gives it; a township's own when no returned ledger holds its line.
WITH told AS (
    SELECT number, is_retracted
    FROM handling.event
    WHERE step = 'withdrawn'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY ordinal DESC) = 1
)
SELECT
    register.number, 'withdrawn' AS step, CAST(NULL AS DATE) AS happened_on,
    CASE WHEN register.origin = 'township' THEN '报回的台账中不再有镇街上报的这一行'
        ELSE CONCAT_WS('：', '重跑后不再达到预警条件', register.corrected_because) END AS value,
    NOT register.is_withdrawn AS is_retracted, '' AS provenance
FROM handling.register AS register
LEFT JOIN told ON told.number = register.number
WHERE register.is_withdrawn <> (told.number IS NOT NULL AND NOT told.is_retracted)
