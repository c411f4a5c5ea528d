-- Question: which suspected matches of earlier months are warned of in this one, because the township says that it is the person, or
--     that it is somebody outside the base who asks for help?
-- Grain: one suspected match.
-- Inputs: handling.settled, warning.issued, warning.rule, warning.outcome, handling.register, seen.person, ops.period
-- Only answers to ledgers of earlier months count, so that a month run again gives the same; once warned of, never again, neither by
-- this number nor by another that the same row has been given since. The person is known again by the number in a base that renumbers.
WITH numbered AS (
    SELECT id18, person_key, household_id
    FROM seen.person
    WHERE id18 IN (SELECT likely_id FROM handling.settled)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY id18 ORDER BY person_key) = 1
)
SELECT
    settled.list_month AS month, settled.number, settled.rule_code, settled.event, settled.row_key,
    CASE
        WHEN settled.is_same THEN COALESCE(person.household_id, numbered.household_id, settled.household_id)
        ELSE settled.outside_id
    END AS household_id,
    CASE WHEN settled.is_same THEN COALESCE(person.person_key, numbered.person_key, settled.person_key) END AS person_key,
    settled.township, CASE WHEN settled.is_same THEN settled.village END AS village,
    CASE WHEN settled.is_same THEN settled.head_name ELSE settled.sent_name END AS head_name,
    CASE WHEN NOT settled.is_same THEN settled.sent_number END AS head_id,
    CASE WHEN settled.is_same THEN settled.likely_name ELSE settled.sent_name END AS likely_name,
    CASE WHEN settled.is_same THEN settled.likely_id ELSE settled.sent_number END AS likely_id,
    settled.department, settled.says, settled.happened_on,
    rule.way, rule.risk, rule.is_risk_from_words, rule.grade, rule.is_compared_already,
    CASE WHEN settled.list_month = period.previous_month THEN '上月' ELSE settled.list_month END || '疑似，经镇街核对'
        || CASE WHEN settled.is_same THEN '' ELSE '不是户库中的人；户库外：请核实身份和住址，符合条件的在系统中补录' END AS hint
FROM handling.settled AS settled
INNER JOIN ops.period AS period ON settled.list_month < period.month
INNER JOIN warning.rule AS rule ON rule.month = settled.list_month AND rule.rule_code = settled.rule_code
LEFT JOIN seen.person AS person ON person.person_key = settled.person_key
LEFT JOIN numbered ON numbered.id18 = settled.likely_id
LEFT JOIN handling.register AS register ON register.number = settled.number
WHERE (settled.is_same OR settled.outside_id IS NOT NULL)
    AND settled.number NOT IN (SELECT issued.number FROM warning.issued AS issued WHERE issued.kind <> 'suspected')
    AND NOT EXISTS (
        SELECT 1 FROM warning.outcome AS outcome
        WHERE outcome.month = settled.list_month AND outcome.row_key = settled.row_key AND outcome.outcome = 'warned'
    )
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY settled.list_month, settled.row_key, settled.rule_code
    ORDER BY CASE WHEN register.number IS NULL THEN 1 ELSE 0 END, settled.number
) = 1
