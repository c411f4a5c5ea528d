-- Question: which person of the base does each row of the month name for certain?
-- Grain: one feed row that is placed by its own number, by a member's, or that the base itself gave rise to.
-- Inputs: match.own, match.by_member, raw.base_gap, ops.period
SELECT row_key, tier, person_key, household_id, clue FROM match.own
UNION ALL
SELECT row_key, tier, person_key, household_id, clue FROM match.by_member
UNION ALL
SELECT gap.row_key, 'exact' AS tier, gap.person_key, gap.household_id, CAST(NULL AS STRING) AS clue
FROM raw.base_gap AS gap
INNER JOIN ops.period AS period ON period.month = gap.month
