-- Question: which numbers were already given out in another month?
-- Grain: one warning or suspected match of another month (only finished runs are in these tables).
-- Inputs: warning.warning, warning.suspected, ops.period
SELECT warning.number, warning.month, 'warning' AS kind
FROM warning.warning AS warning
INNER JOIN ops.period AS period ON period.month <> warning.month
UNION ALL
SELECT suspected.number, suspected.month, 'suspected' AS kind
FROM warning.suspected AS suspected
INNER JOIN ops.period AS period ON period.month <> suspected.month
