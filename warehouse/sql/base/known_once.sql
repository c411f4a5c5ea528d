-- Question: which persons do the exports hold, each once?
-- Grain: one person as exported.
-- Inputs: draft.person
-- The same export twice, or an extract beside the whole: the same person of the same household is one person; of two such rows that of the head counts.
SELECT *
FROM draft.person
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY township, household_id, COALESCE(person_id, ''), COALESCE(id18, id_text, ''), name_key
    ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, line
) = 1
