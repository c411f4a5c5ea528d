-- Question: where does each warning stand?
-- Grain: one warning of the register.
-- Inputs: handling.register, handling.event, handling.step, handling.place, states.stage
-- township: the one that has it in hand now, not the one to which it was issued.
WITH current_ AS (
    SELECT number, step, happened_on, meets, month, is_retracted
    FROM handling.event
    QUALIFY ROW_NUMBER() OVER (PARTITION BY number, step ORDER BY ordinal DESC) = 1
),
reached AS (
    SELECT current_.number, step.label
    FROM current_
    INNER JOIN handling.register AS register ON register.number = current_.number
    INNER JOIN handling.step AS step ON step.month = register.month AND step.step = current_.step
    WHERE NOT current_.is_retracted
    QUALIFY ROW_NUMBER() OVER (PARTITION BY current_.number ORDER BY step.ordinal DESC, step.label) = 1
)
SELECT
    register.number,
    register.month,
    COALESCE(place.township, register.township) AS township,
    stage.state,
    COALESCE(CASE WHEN stage.state = 'open' THEN reached.label END, stage.label) AS label,
    closed.meets,
    closed.happened_on AS closed_on,
    COALESCE(CASE WHEN register.is_withdrawn THEN withdrawn.month END, closed.month) AS closed_month,
    green.number IS NOT NULL AS is_green
FROM handling.register AS register
LEFT JOIN handling.place AS place ON place.number = register.number
LEFT JOIN reached ON reached.number = register.number
LEFT JOIN current_ AS closed ON closed.number = register.number AND closed.step = 'closed' AND NOT closed.is_retracted
LEFT JOIN current_ AS withdrawn ON withdrawn.number = register.number AND withdrawn.step = 'withdrawn' AND NOT withdrawn.is_retracted
LEFT JOIN current_ AS green ON green.number = register.number AND green.step = 'green' AND NOT green.is_retracted
INNER JOIN states.stage AS stage
    ON stage.code = CASE
        WHEN register.is_withdrawn THEN 'withdrawn'
        WHEN closed.meets THEN 'met'
        WHEN closed.number IS NOT NULL THEN 'missed'
        ELSE 'issued'
    END
