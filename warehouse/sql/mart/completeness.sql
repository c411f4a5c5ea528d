-- Question: how much of each column of the base is filled in, township by township? Blank is not 否.
-- Grain: one column, township and month.
-- Inputs: anomaly.completeness, ops.run
SELECT
    completeness.month, completeness.township, completeness.column_name, completeness.heading, completeness.people,
    completeness.filled, completeness.households, completeness.filled_heads
FROM anomaly.completeness AS completeness
WHERE completeness.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY completeness.month, completeness.ordinal, completeness.township
