-- Question: what can be said of each household as a whole, from what is counted of its members?
-- Grain: one household.
-- Inputs: fact.members, fact.head_record, seen.held_household, seen.held_person
-- spouse_sex, head_sex, head_age_years: only where there is one spouse, one head. declared_size reads 3, or 3至4 where
-- the rows of one household disagree. villages: in how many villages the members are registered.
-- all_… and nobody_… are said of a whole household, so not where its members are unknown (no 户编号), nor where one of them
-- is blank. nobody_works: no member of working age is blank, and nobody has a record of work or a public post.
WITH placed AS (
    SELECT household_id, COUNT(DISTINCT township || '|' || village) AS villages
    FROM seen.held_person
    GROUP BY household_id
)
SELECT
    household.household_id,
    placed.villages,
    CASE WHEN members.heads = 1 THEN members.any_head_sex END AS head_sex,
    CASE WHEN members.heads = 1 THEN members.any_head_age END AS head_age_years,
    CASE WHEN members.spouses = 1 THEN members.any_spouse_sex END AS spouse_sex,
    CASE
        WHEN members.size_least = members.size_most THEN CAST(members.size_most AS STRING)
        ELSE CAST(members.size_least AS STRING) || '至' || CAST(members.size_most AS STRING)
    END AS declared_size,
    members.able = members.members AND NOT head.is_without_household_id AS all_able,
    members.unable = members.members AND NOT head.is_without_household_id AS all_unable,
    members.work_known > 0 AND members.work_blank = 0 AND members.with_work_record = 0 AND NOT head.is_without_household_id
        AS nobody_works,
    members.health_known = members.members AND members.seriously_ill = 0 AND members.chronically_ill = 0
        AND NOT head.is_without_household_id AS nobody_ill,
    members.health_known = members.members AND members.disabled = 0 AND members.card_holders = 0
        AND NOT head.is_without_household_id AS nobody_disabled,
    members.dibao_known = members.members AND members.on_dibao = 0 AND NOT head.is_without_household_id AS nobody_on_dibao,
    members.tekun_known = members.members AND members.on_tekun = 0 AND NOT head.is_without_household_id AS nobody_on_tekun
FROM seen.held_household AS household
INNER JOIN fact.members AS members ON members.household_id = household.household_id
INNER JOIN placed ON placed.household_id = household.household_id
INNER JOIN fact.head_record AS head ON head.household_id = household.household_id
