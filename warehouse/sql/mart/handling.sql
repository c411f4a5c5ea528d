-- Question: how did each warning go, and how soon? Nobody is named.
-- Grain: one warning.
-- Inputs: handling.course, ops.run
-- Reasons are the townships' own words and may name somebody: they stand in the county's workbook.
SELECT
    course.month, course.number, course.origin, course.rule_code, course.rule_label, course.department, course.township, course.way,
    course.risk, course.grade, course.is_monitored, course.state, course.label, course.meets, course.is_green, course.feedback_on,
    course.visited_on, course.closed_on, course.days_to_visit, course.days_to_close, course.refused
FROM handling.course AS course
WHERE course.month IN (SELECT run.month FROM ops.run AS run)
ORDER BY course.month, course.township, course.number
