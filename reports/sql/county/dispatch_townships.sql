-- Question: which townships were drawn for guidance on the spot?
-- Grain: one township.
-- Inputs: handling.draw; $1 month
SELECT ordinal AS place, township, number FROM handling.draw WHERE month = $1 AND kind = 'township' ORDER BY ordinal
