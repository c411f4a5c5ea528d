-- Question: which person of the base does each row of the month name for certain?
-- Grain: one feed row that is placed by its own number, or by a member's.
-- Inputs: match.own, match.by_member
SELECT row_key, tier, person_key, household_id, CAST(NULL AS VARCHAR) AS clue FROM match.own
UNION ALL
SELECT row_key, tier, person_key, household_id, clue FROM match.by_member
