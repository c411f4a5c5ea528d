-- Question: who is monitored, so that departments can apply their policies?
-- Grain: one person of a household that the base holds as monitored, or that was recognised and entered by the end of the month.
-- Inputs: base.household, base.person, handling.task, handling.standing; $1 month, $2 townships of the policy
WITH recognised AS (
    SELECT task.household_id, BOOL_OR(task.month = $1) AS is_new
    FROM handling.task AS task
    INNER JOIN handling.standing AS standing ON standing.number = task.number AND standing.state = 'done' AND standing.meets
    WHERE task.month <= $1
    GROUP BY task.household_id
)
SELECT
    household.township, household.village, household.head_name,
    household.household_id, COALESCE(household.household_number, household.household_id) AS household_number, person.person_name,
    COALESCE(person.id18, person.id_text) AS person_number, person.relation,
    COALESCE(household.monitoring_kind, '新认定，户库尚未更新') AS monitoring_kind,
    CASE WHEN recognised.is_new THEN '新增' END AS is_new
FROM base.household AS household
INNER JOIN base.person AS person ON person.household_id = household.household_id
LEFT JOIN recognised ON recognised.household_id = household.household_id
WHERE household.is_monitored OR (recognised.household_id IS NOT NULL AND household.monitoring_kind IS NULL)
ORDER BY
    LIST_POSITION($2::VARCHAR[], household.township) NULLS LAST, household.township, household.village NULLS LAST,
    household.household_id, CASE WHEN person.is_head THEN 0 ELSE 1 END, person.person_key
