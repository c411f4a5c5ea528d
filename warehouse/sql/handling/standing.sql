-- Question: where does each warning stand?
-- Grain: one warning of the register.
-- Inputs: handling.register, handling.event, handling.step, handling.place
-- township: the one that has it in hand now, not the one to which it was issued.
WITH current_ AS (
    SELECT number, step, happened_on, value, month, is_retracted
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
    CASE WHEN register.is_withdrawn THEN 'withdrawn' WHEN closed.number IS NOT NULL THEN 'done' ELSE 'open' END AS state,
    CASE
        WHEN register.is_withdrawn THEN '已撤销'
        WHEN closed.value = '符合' THEN '办结（符合）'
        WHEN closed.number IS NOT NULL THEN '办结（不符合）'
        ELSE COALESCE(reached.label, '已反馈')
    END AS label,
    closed.value = '符合' AS meets,
    closed.happened_on AS closed_on,
    COALESCE(CASE WHEN register.is_withdrawn THEN withdrawn.month END, closed.month) AS closed_month,
    green.number IS NOT NULL AS is_green
FROM handling.register AS register
LEFT JOIN handling.place AS place ON place.number = register.number
LEFT JOIN reached ON reached.number = register.number
LEFT JOIN current_ AS closed ON closed.number = register.number AND closed.step = 'closed' AND NOT closed.is_retracted
LEFT JOIN current_ AS withdrawn ON withdrawn.number = register.number AND withdrawn.step = 'withdrawn' AND NOT withdrawn.is_retracted
LEFT JOIN current_ AS green ON green.number = register.number AND green.step = 'green' AND NOT green.is_retracted
