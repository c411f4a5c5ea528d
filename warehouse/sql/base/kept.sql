-- Question: whom do the exports lack, though their township does not look whole without them?
-- Grain: one township.
-- Inputs: draft.missed
-- people: all whom the base had there; villages: those of which nobody is in the exports.
SELECT
    township, MAX(people) AS people, COUNT(*) AS kept, MAX(as_of) AS as_of, BOOL_OR(is_township_gone) AS is_township_gone,
    STRING_AGG(DISTINCT CASE WHEN is_village_gone THEN village END, '、' ORDER BY CASE WHEN is_village_gone THEN village END) AS villages
FROM draft.missed WHERE is_kept GROUP BY township ORDER BY township
