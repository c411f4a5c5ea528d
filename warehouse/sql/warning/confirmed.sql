-- Question: which suspected matches of earlier months are warned of in this one, because the township says that it is the person?
-- Grain: one suspected match.
-- Inputs: handling.settled, warning.suspected, warning.issued, warning.rule, ops.period
-- Only answers to ledgers of earlier months count, so that a month run again gives the same; once warned of, never again.
SELECT
    suspected.month, suspected.number, suspected.rule_code, suspected.event, suspected.row_key, suspected.household_id,
    suspected.person_key, suspected.township, suspected.village, suspected.head_name, suspected.likely_name, suspected.likely_id,
    suspected.department, suspected.says, suspected.provenance, rule.way, rule.risk, rule.grade, rule.is_compared_already,
    CASE WHEN suspected.month = period.previous_month THEN '上月' ELSE suspected.month END || '疑似，经镇街核对' AS hint
FROM handling.settled AS settled
INNER JOIN ops.period AS period ON settled.list_month < period.month
INNER JOIN warning.suspected AS suspected ON suspected.number = settled.number AND suspected.month < period.month
INNER JOIN warning.rule AS rule ON rule.month = suspected.month AND rule.rule_code = suspected.rule_code
WHERE settled.is_same
    AND settled.number NOT IN (SELECT issued.number FROM warning.issued AS issued WHERE issued.kind <> 'suspected')
