-- Question: which member of the household is each person of the base in force, as published: 1 the head, then by key?
-- Grain: one person of a household; a key that stands twice in it counts once.
-- Inputs: base.person
WITH numbered AS (
    SELECT
        household_id, person_key,
        ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key) AS member
    FROM base.person
)
SELECT household_id, person_key, MIN(member) AS member FROM numbered GROUP BY household_id, person_key
