-- Question: what has a run again made of the warnings that townships have, or were not given in their month?
-- Grain: one warning and kind of change, as it stands.
-- Inputs: handling.register, handling.event, states.mark
-- hints: as the township reads it beside the warning. One that was withdrawn and stands again has it in its hand anew.
WITH told AS (
    SELECT number, step, is_retracted, listed_in, recorded_on
    FROM handling.event
    WHERE step IN ('issued', 'withdrawn', 'corrected')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
),
changed AS (
    SELECT
        register.number, register.month, told.listed_in, told.recorded_on,
        CASE
            WHEN told.step = 'issued' AND register.belated_because IS NOT NULL AND NOT register.is_withdrawn THEN 'belated'
            WHEN told.step = 'withdrawn' AND register.is_withdrawn THEN 'withdrawn'
            WHEN told.step = 'withdrawn' AND told.is_retracted THEN 'restored'
            WHEN told.step = 'corrected' AND NOT told.is_retracted THEN 'corrected'
        END AS code,
        CASE told.step WHEN 'issued' THEN register.belated_because ELSE register.corrected_because END AS reason
    FROM handling.register AS register
    INNER JOIN told ON told.number = register.number
    WHERE register.origin <> 'township'
)
SELECT
    changed.number, changed.code, changed.listed_in, mark.label,
    CASE
        WHEN changed.code = 'belated' THEN mark.label || changed.month || '的事项：' || changed.reason
        ELSE CONCAT_WS('：', mark.label, changed.reason)
    END AS hints,
    changed.reason, changed.recorded_on
FROM changed
INNER JOIN states.mark AS mark ON mark.code = changed.code
