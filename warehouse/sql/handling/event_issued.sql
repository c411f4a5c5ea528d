-- Question: which warnings of the register have come to it just now?
-- Grain: one warning, as a step of the history.
-- Inputs: handling.register, handling.event
-- Whoever puts warnings on the register, a month or a returned ledger, tells of them at once: what has no such step yet is new.
SELECT
    number, 'issued' AS step, feedback_on AS happened_on, '补发：' || belated_because AS value, FALSE AS is_retracted, provenance
FROM handling.register
WHERE number NOT IN (SELECT number FROM handling.event WHERE step = 'issued')
