-- Question: which lines that townships added themselves are not on the register yet?
-- Grain: one warning; of several copies of a line the first counts, by the ledger's month.
-- Inputs: handling.own, handling.own_deadline, handling.register
SELECT
    own.list_month AS month, own.number, 'township' AS origin, own.rule_code, own.household_id, own.person_key, own.township,
    own.village, own.head_name, own.head_id, own.subject_name, own.subject_id, own.relation, own.way, own.department, own.says,
    own.risk, own.grade, own.feedback_on, CAST(NULL AS DATE) AS spoke_on, deadline.visit_by, deadline.decide_by, own.hints, own.provenance, own.is_monitored,
    own.is_compared_already, FALSE AS is_withdrawn, own.list_month AS listed_in, CAST(NULL AS STRING) AS belated_because,
    CAST(NULL AS STRING) AS corrected_because
FROM handling.own AS own
INNER JOIN handling.own_deadline AS deadline ON deadline.starts_on = own.feedback_on
WHERE own.reason IS NULL AND own.is_new AND own.number NOT IN (SELECT number FROM handling.register)
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY own.number ORDER BY own.list_month, own.month, own.file_name, own.sheet, own.row_number
) = 1
