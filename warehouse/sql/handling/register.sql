-- Question: which warnings of this month are on the register, those that a run again no longer gives among them?
-- Grain: one warning.
-- Inputs: draft.warning, draft.rule, seen.household, handling.remembered, handling.amended, handling.register, handling.event, handling.spoken_way,
--     handling.begun, ops.limits, ops.period
-- The day on which a township was given a warning, and its time limits, are settled when it is first issued, and never move.
-- What was issued stays: townships have it in hand. A warning that the month no longer gives is withdrawn, and told as such; one that a
-- township has begun to answer stays in its hand, and it is told that what it rests on was corrected.
-- In which month's lists it is told is settled too: a past month's have gone out, what is new in it (补发) goes out with the newest.
-- Whether a household was monitored when the warning was issued is settled once the warning is closed: that a later base has it
-- monitored is what came of it.
SELECT
    warning.month,
    warning.number,
    CASE WHEN warning.tier = 'confirmed' THEN 'suspected' ELSE 'department' END AS origin,
    warning.rule_code,
    warning.household_id,
    warning.person_key,
    warning.township,
    warning.village,
    warning.head_name,
    warning.head_id,
    warning.subject_name,
    warning.subject_id,
    warning.relation,
    warning.way,
    warning.department,
    warning.says,
    COALESCE(amended.value, warning.risk) AS risk,
    warning.grade,
    warning.feedback_on,
    warning.spoke_on,
    warning.visit_by,
    COALESCE(given.decide_by, limits.decide_by) AS decide_by,
    warning.hints,
    warning.provenance,
    COALESCE(settled.is_monitored, household.is_monitored, FALSE) AS is_monitored,
    COALESCE(rule.is_compared_already, FALSE) OR COALESCE(household.is_dibao, FALSE) OR COALESCE(household.is_tekun, FALSE)
        OR remembered.compared_on IS NOT NULL AS is_compared_already,
    FALSE AS is_withdrawn,
    CASE WHEN given.month = warning.month THEN given.listed_in ELSE period.listed_in END AS listed_in,
    CASE WHEN given.month = warning.month THEN given.belated_because ELSE period.belated_because END AS belated_because,
    CAST(NULL AS STRING) AS corrected_because
FROM draft.warning AS warning
INNER JOIN ops.period AS period ON period.month = warning.month
LEFT JOIN handling.amended AS amended ON amended.number = warning.number AND amended.item = 'risk'
LEFT JOIN draft.rule AS rule ON rule.rule_code = warning.rule_code
LEFT JOIN seen.household AS household ON household.household_id = warning.household_id
LEFT JOIN handling.remembered AS remembered
    ON remembered.household_id = warning.household_id AND remembered.feedback_on = warning.feedback_on
LEFT JOIN handling.register AS given ON given.number = warning.number
LEFT JOIN handling.spoken_way AS spoken ON spoken.way = warning.way
LEFT JOIN ops.limits AS limits
    ON limits.starts_on = CASE WHEN spoken.is_counted_from THEN COALESCE(warning.spoke_on, warning.feedback_on) ELSE warning.feedback_on END
LEFT JOIN (
    SELECT issued.number, issued.is_monitored
    FROM handling.register AS issued
    INNER JOIN handling.event AS event ON event.number = issued.number AND event.step = 'closed'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY event.number ORDER BY event.ordinal DESC) = 1 AND NOT event.is_retracted
) AS settled ON settled.number = warning.number
UNION ALL
SELECT
    register.month, register.number, register.origin, register.rule_code, register.household_id, register.person_key,
    register.township, register.village, register.head_name, register.head_id, register.subject_name, register.subject_id,
    register.relation, register.way, register.department, register.says, register.risk, register.grade, register.feedback_on,
    register.spoke_on, register.visit_by, register.decide_by, register.hints, register.provenance, register.is_monitored,
    register.is_compared_already,
    CASE WHEN register.origin = 'township' THEN register.is_withdrawn ELSE begun.number IS NULL END AS is_withdrawn,
    register.listed_in, register.belated_because,
    CASE WHEN register.origin <> 'township' THEN COALESCE(register.corrected_because, period.run_because) END AS corrected_because
FROM handling.register AS register
INNER JOIN ops.period AS period ON period.month = register.month
LEFT JOIN handling.begun AS begun ON begun.number = register.number
WHERE register.number NOT IN (SELECT number FROM draft.warning)
