-- Question: who was in the base at the month's end and has left it since, by what was known of them last?
-- Grain: one person.
-- Inputs: base.person, base.person_past, ops.period
-- An older export that is loaded behind a newer one has them leave on a day before they were last seen: then the last day counts.
SELECT past.* EXCLUDE (until_load, valid_to, ended), TRUE AS has_left
FROM base.person_past AS past
CROSS JOIN ops.period AS period
WHERE past.ended = 'left'
    AND (past.valid_to > period.today_of_month OR past.as_of >= period.today_of_month)
    AND COALESCE(past.id_born_on <= period.today_of_month, TRUE)
    AND past.person_key NOT IN (SELECT person_key FROM base.person)
QUALIFY ROW_NUMBER() OVER (PARTITION BY past.person_key ORDER BY past.until_load DESC, past.file_name, past.sheet, past.row_number) = 1
