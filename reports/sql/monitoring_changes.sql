-- Question: which households stand otherwise in the national system than townships have verified, and how is that changed?
-- Grain: one household; its warning that was closed last, up to the month, speaks.
-- Inputs: handling.register, handling.standing, handling.answer, base.household, base.person; $1 month, $2 townships of the policy
-- Who was recognised after the base was exported cannot stand in it yet. A monitored household that was found not to be newly at risk
-- ("已在监测") says nothing of its being monitored. What the base has changed since is not told any longer.
WITH exported AS (
    SELECT household_id, MAX(as_of) AS as_of, MAX(recognised_on) AS recognised_on, MAX(removed_on) AS removed_on
    FROM base.person
    GROUP BY household_id
),
closed AS (
    SELECT
        register.household_id, register.number, standing.meets, standing.closed_on,
        COALESCE(answer.included_on, standing.closed_on) AS entered_on,
        CASE WHEN answer.entered_on IS NULL THEN '办结' ELSE '录入系统' END AS entered_by, answer.reason
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number AND standing.state = 'done'
    INNER JOIN handling.answer AS answer ON answer.number = register.number
    WHERE register.month <= $1
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY register.household_id ORDER BY standing.closed_on DESC, standing.meets DESC, register.number
    ) = 1
),
compared AS (
    SELECT
        closed.*, household.township, household.village, household.head_name, household.head_id, household.monitoring_kind,
        exported.as_of,
        CASE
            WHEN closed.meets AND household.monitoring_kind IS NULL AND closed.entered_on <= exported.as_of THEN '新识别'
            WHEN closed.meets AND household.monitoring_kind IS NOT NULL AND NOT household.is_monitored
                AND (exported.removed_on IS NULL OR exported.removed_on <= closed.closed_on) THEN '回退'
            WHEN NOT closed.meets AND household.is_monitored
                AND (exported.recognised_on IS NULL OR exported.recognised_on <= closed.closed_on)
                AND NOT REGEXP_MATCHES(closed.reason, '已经?(是|为|在|列入|纳入)?.{0,4}监测|已经?纳入') THEN '清退'
        END AS change_kind
    FROM closed
    INNER JOIN base.household AS household ON household.household_id = closed.household_id
    INNER JOIN exported ON exported.household_id = closed.household_id
)
SELECT
    change_kind, township, village, head_name, household_id, head_id, monitoring_kind,
    CASE change_kind
        WHEN '新识别' THEN '认定符合，' || CAST(entered_on AS VARCHAR) || entered_by || '；截至' || CAST(as_of AS VARCHAR) || '的户库仍不是监测对象'
        WHEN '回退' THEN '户库标注风险已消除，' || CAST(closed_on AS VARCHAR) || '办结：仍符合认定标准'
        ELSE '户库为在监测，' || CAST(closed_on AS VARCHAR) || '办结：不符合认定标准（' || reason || '）'
    END AS grounds,
    CASE change_kind
        WHEN '新识别' THEN '请镇街录入系统；已经录入的，以下次导出的户库核对。'
        WHEN '回退' THEN '县级核实：消除不稳定的，发函申请后台回退；属新发生风险的，按程序再次识别，不发函。'
        ELSE '县级核实：属错识别的，发函申请后台清退；风险已经消除的，按程序标注消除，不发函。'
    END AS todo,
    number
FROM compared
WHERE change_kind IS NOT NULL
ORDER BY
    CASE change_kind WHEN '回退' THEN 1 WHEN '清退' THEN 2 ELSE 3 END,
    LIST_POSITION($2::VARCHAR[], township) NULLS LAST, township, village NULLS LAST, household_id
