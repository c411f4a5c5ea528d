-- Question: which numbers were already given out in another month?
-- Grain: one warning or suspected match of another month (only finished runs are in these tables).
-- A later month's warning that a township confirmed (confirmed_later) does not undo the suspicion that it was asked about.
-- Inputs: warning.warning, warning.suspected, ops.period
SELECT
    warning.number, warning.month,
    CASE WHEN warning.tier = 'confirmed' AND warning.month > period.month THEN 'confirmed_later' ELSE 'warning' END AS kind
FROM warning.warning AS warning
INNER JOIN ops.period AS period ON period.month <> warning.month
UNION ALL
SELECT suspected.number, suspected.month, 'suspected' AS kind
FROM warning.suspected AS suspected
INNER JOIN ops.period AS period ON period.month <> suspected.month
