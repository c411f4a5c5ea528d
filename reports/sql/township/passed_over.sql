-- Question: what of a month's folder of returns was not read, and why?
-- Grain: one file, sheet or column.
-- Inputs: handling.passed_over; $1 month
SELECT file_name, what
FROM handling.passed_over
WHERE month = $1
ORDER BY ordinal
