-- Question: of what a rule would have warned of at another limit, what do the returned ledgers say, and what do they not?
-- Grain: one row.
-- Inputs: handling.register, handling.standing, base.household
--     $1 numbers of the warnings, $2 the household of each, $3 code of the rule, $4 months
-- met_households: recognised by one of these warnings; open_households: warned of so and not closed, nor recognised by another. unseen: households that the rule never warned of, so that nobody verified them for it;
-- of them unseen_met were recognised by another rule's warning: at least so many would meet the standard. lost: recognised by a warning
-- of the rule in those months that would not be given; of them lost_met_elsewhere were recognised by another rule's warning too.
WITH found AS (
    SELECT UNNEST($1::VARCHAR[]) AS number, UNNEST($2::VARCHAR[]) AS household_id
),
known AS (
    SELECT
        register.number, register.household_id, register.rule_code, register.month, standing.state = 'done' AS is_done,
        COALESCE(standing.state = 'done' AND standing.meets, FALSE) AS is_met
    FROM handling.register AS register
    INNER JOIN handling.standing AS standing ON standing.number = register.number
    WHERE standing.state <> 'withdrawn'
),
met_elsewhere AS (
    SELECT DISTINCT household_id FROM known WHERE is_met AND rule_code <> $3
),
told AS (
    SELECT found.number, found.household_id, known.is_done, known.is_met
    FROM found
    LEFT JOIN known ON known.number = found.number
),
unseen AS (
    SELECT DISTINCT household_id FROM told
    WHERE household_id NOT IN (SELECT household_id FROM known WHERE rule_code = $3 AND household_id IS NOT NULL)
),
lost AS (
    SELECT DISTINCT household_id
    FROM known
    WHERE rule_code = $3 AND is_met AND month IN (SELECT UNNEST($4::VARCHAR[]))
        AND household_id NOT IN (SELECT household_id FROM found)
)
SELECT
    COUNT(*) AS warnings,
    COUNT(DISTINCT household_id) AS households,
    COUNT(CASE WHEN is_done THEN 1 END) AS done,
    COUNT(CASE WHEN is_met THEN 1 END) AS met,
    COUNT(DISTINCT CASE WHEN is_met THEN household_id END) AS met_households,
    COUNT(DISTINCT CASE WHEN NOT is_done AND household_id NOT IN (SELECT household_id FROM told WHERE is_met) THEN household_id END) AS open_households,
    (SELECT COUNT(*) FROM unseen) AS unseen,
    (SELECT COUNT(*) FROM unseen WHERE household_id IN (SELECT household_id FROM met_elsewhere)) AS unseen_met,
    (
        SELECT COUNT(*) FROM unseen INNER JOIN base.household AS household ON household.household_id = unseen.household_id
        WHERE household.is_monitored
    ) AS unseen_monitored,
    (SELECT COUNT(*) FROM lost) AS lost,
    (SELECT COUNT(*) FROM lost WHERE household_id IN (SELECT household_id FROM met_elsewhere)) AS lost_met_elsewhere
FROM told
