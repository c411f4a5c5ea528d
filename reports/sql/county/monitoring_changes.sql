-- Question: which households stand otherwise in the national system than townships have verified, and how is that changed?
-- Grain: one household; its warning that was closed last, up to the month, speaks.
-- Inputs: handling.register, handling.standing, handling.answer, base.household, base.person, states.change; $1 month, $2 townships of the policy
-- Who was recognised after the base was exported cannot stand in it yet. A monitored household that was found not to be newly at risk
-- ("已在监测") says nothing of its being monitored. What the base has changed since is not told any longer: where it gives no day, how the
-- household stood when the warning was issued tells whether it has. A household that has another 户编号 by now is found by the head's
-- number, else by the subject's; one that the base does not have is to be entered, too.
WITH exported AS (
    SELECT household_id, MAX(as_of) AS as_of, MAX(recognised_on) AS recognised_on, MAX(removed_on) AS removed_on
    FROM base.person
    GROUP BY household_id
),
people AS (
    SELECT id18, MIN(household_id) AS household_id
    FROM base.person
    WHERE id18 IS NOT NULL
    GROUP BY id18
    HAVING COUNT(DISTINCT household_id) = 1
),
closed AS (
    SELECT
        COALESCE(household.household_id, head.household_id, subject.household_id, register.household_id) AS household_id,
        register.number, register.township, register.village, register.head_name, register.head_id, register.is_monitored AS was_monitored,
        standing.meets, standing.closed_on,
        COALESCE(answer.included_on, standing.closed_on) AS entered_on,
        CASE WHEN answer.entered_on IS NULL THEN '办结' ELSE '录入系统' END AS entered_by, answer.reason
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'done'
    INNER JOIN handling.answer AS answer ON answer.number = register.number
    LEFT JOIN base.household AS household ON household.household_id = register.household_id
    LEFT JOIN people AS head ON head.id18 = register.head_id
    LEFT JOIN people AS subject ON subject.id18 = register.subject_id
    WHERE register.month <= $1
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY COALESCE(household.household_id, head.household_id, subject.household_id, register.household_id)
        ORDER BY standing.closed_on DESC, standing.meets DESC, register.number
    ) = 1
),
compared AS (
    SELECT
        closed.household_id, closed.number, closed.closed_on, closed.entered_on, closed.entered_by, closed.reason,
        COALESCE(household.township, closed.township) AS township,
        CASE WHEN household.household_id IS NULL THEN closed.village ELSE household.village END AS village,
        COALESCE(household.head_name, closed.head_name) AS head_name, COALESCE(household.head_id, closed.head_id) AS head_id,
        household.monitoring_kind, household.household_id IS NOT NULL AS is_in_base,
        CASE WHEN closed.household_id NOT LIKE 'BW%' THEN COALESCE(household.household_number, closed.household_id) END AS household_number,
        COALESCE(exported.as_of, known.as_of) AS as_of,
        CASE
            WHEN closed.meets AND household.monitoring_kind IS NULL AND closed.entered_on <= COALESCE(exported.as_of, known.as_of)
                THEN 'recognised'
            WHEN closed.meets AND household.monitoring_kind IS NOT NULL AND NOT household.is_monitored
                AND COALESCE(exported.removed_on <= closed.closed_on, NOT closed.was_monitored) THEN 'lapsed'
            WHEN NOT closed.meets AND household.is_monitored
                AND COALESCE(exported.recognised_on <= closed.closed_on, closed.was_monitored)
                AND NOT REGEXP_MATCHES(closed.reason, '已经?(是|为|在|列入|纳入)?.{0,4}监测|已经?纳入') THEN 'mistaken'
        END AS change_kind
    FROM closed
    CROSS JOIN (SELECT MAX(as_of) AS as_of FROM base.person) AS known
    LEFT JOIN base.household AS household ON household.household_id = closed.household_id
    LEFT JOIN exported ON exported.household_id = closed.household_id
)
SELECT
    change.label AS change_kind, township, village, head_name, household_number, head_id,
    monitoring_kind,
    CASE change.code
        WHEN 'recognised' THEN '认定符合，' || CAST(entered_on AS VARCHAR) || entered_by || '；截至' || CAST(as_of AS VARCHAR)
            || CASE WHEN is_in_base THEN '的户库仍不是监测对象' ELSE '的户库中没有这一户' END
        WHEN 'lapsed' THEN '户库标注风险已消除，' || CAST(closed_on AS VARCHAR) || '办结：仍符合认定标准'
        ELSE '户库为在监测，' || CAST(closed_on AS VARCHAR) || '办结：不符合认定标准（' || reason || '）'
    END AS grounds,
    CASE change.code
        WHEN 'recognised' THEN '请镇街录入系统；已经录入的，以下次导出的户库核对。'
        WHEN 'lapsed' THEN '县级核实：消除不稳定的，发函申请后台回退；属新发生风险的，按程序再次识别，不发函。'
        ELSE '县级核实：属错识别的，发函申请后台清退；风险已经消除的，按程序标注消除，不发函。'
    END AS todo,
    number
FROM compared
INNER JOIN states.change AS change ON change.code = compared.change_kind
ORDER BY
    change.ordinal,
    LIST_POSITION($2::VARCHAR[], township) NULLS LAST, township, village NULLS LAST, compared.household_id
