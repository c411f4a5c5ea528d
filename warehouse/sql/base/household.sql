-- Question: which households are there, who is the head, and is the household watched already?
-- Grain: one household.
-- Inputs: base.person
-- A household without 户主 takes its first member, and says so (has_head).
WITH ranked AS (
    SELECT
        household_id, household_number, township, village, person_key, person_name, id18, id_text, is_head,
        ROW_NUMBER() OVER (
            PARTITION BY household_id
            ORDER BY CASE WHEN is_head THEN 0 ELSE 1 END, person_key
        ) AS place
    FROM base.person
),
facts AS (
    SELECT
        household_id,
        MIN(household_number) AS household_number,
        COUNT(*) AS members,
        MAX(monitoring_kind) AS monitoring_kind,
        BOOL_OR(monitoring_kind IS NOT NULL AND COALESCE(is_risk_removed, FALSE) = FALSE) AS is_monitored,
        BOOL_OR(COALESCE(is_dibao, FALSE)) AS is_dibao,
        BOOL_OR(COALESCE(is_tekun, FALSE)) AS is_tekun
    FROM base.person
    GROUP BY household_id
)
SELECT
    ranked.household_id,
    COALESCE(ranked.household_number, facts.household_number) AS household_number,
    ranked.township,
    ranked.village,
    ranked.person_key AS head_key,
    ranked.person_name AS head_name,
    COALESCE(ranked.id18, ranked.id_text) AS head_id,
    ranked.is_head AS has_head,
    facts.members,
    facts.monitoring_kind,
    facts.is_monitored,
    facts.is_dibao,
    facts.is_tekun
FROM ranked
INNER JOIN facts ON facts.household_id = ranked.household_id
WHERE ranked.place = 1
