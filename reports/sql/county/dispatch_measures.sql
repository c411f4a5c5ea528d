-- Question: of the measures that departments say are taken, which does the household base not show?
-- Grain: one task that is 已落实.
-- Inputs: handling.task, handling.measure, handling.register, base.household, base.person, states.measure; $1 month
-- A base as of before the measure cannot show it. 机、账、实一致（额尔和）: what was done must stand in the system. Nobody is named.
WITH taken AS (
    SELECT task.task, task.department, MIN(task.month) AS month, MIN(task.household_id) AS household_id,
        MIN(register.township) AS township, MIN(register.village) AS village, MIN(register.number) AS number
    FROM handling.task AS task
    INNER JOIN handling.register AS register ON register.number = task.number
    WHERE task.month <= $1
    GROUP BY task.task, task.department
),
meaning (finding, gravity, compared) AS (
    VALUES
    ('not_entered', 1, '户库中没有登记任何措施，请在系统中录入'),
    ('no_household', 2, '户库中没有这一户'),
    ('too_early', 3, '户库早于落实日期，待下次导出'),
    ('entered', 3, '户库中有措施')
)
SELECT
    taken.task, taken.department, taken.township, taken.village, taken.number, measure.measured_on, meaning.compared
FROM taken
INNER JOIN handling.measure AS measure ON measure.number = taken.task AND measure.is_sound
INNER JOIN states.measure AS said ON said.label = measure.outcome AND said.code = 'done'
LEFT JOIN base.household AS household ON household.household_id = taken.household_id
LEFT JOIN base.person AS head ON head.person_key = household.head_key
INNER JOIN meaning
    ON meaning.finding = CASE
        WHEN household.household_id IS NULL THEN 'no_household'
        WHEN head.as_of < measure.measured_on THEN 'too_early'
        WHEN COALESCE(
            head.measure_industry, head.measure_job, head.measure_finance, head.measure_post, head.measure_support, head.measure_education,
            head.measure_schooling, head.measure_health, head.measure_housing, head.measure_water, head.measure_relocation,
            head.measure_conditions, head.measure_infrastructure, head.measure_social, head.measure_morale, head.measure_other
        ) IS NULL THEN 'not_entered'
        ELSE 'entered'
    END
ORDER BY meaning.gravity, taken.department, taken.task
