-- Question: how many warnings in hand have lost their household, which the base no longer has?
-- Grain: one township.
-- Inputs: handling.standing, handling.place, handling.register, base.known_person
-- A household that the base never had (户库外) has lost nothing.
SELECT standing.township, COUNT(*) AS warnings
FROM handling.standing AS standing
INNER JOIN handling.place AS place ON place.number = standing.number
INNER JOIN handling.register AS register ON register.number = standing.number
WHERE standing.state = 'open' AND place.has_left_base
    AND register.household_id IN (SELECT household_id FROM base.known_person)
GROUP BY standing.township ORDER BY standing.township
