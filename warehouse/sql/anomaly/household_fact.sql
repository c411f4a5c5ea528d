-- Question: what is known of each household that a cleaning rule may ask about?
-- Grain: one household.
-- Inputs: anomaly.person_fact, base.household
-- spouse_sex, head_sex, head_age_years: only where there is one spouse, one head. declared_size reads 3, or 3至4 where
-- the rows of one household disagree. The provenance is the head's row.
WITH counted AS (
    SELECT
        household_id,
        COUNT(*) AS members,
        COUNT(CASE WHEN relation_kind = 'head' THEN 1 END) AS heads,
        COUNT(CASE WHEN relation_kind = 'spouse' THEN 1 END) AS spouses,
        COUNT(CASE WHEN relation_kind IS NULL THEN 1 END) AS blank_relations,
        MAX(CASE WHEN relation_kind = 'head' THEN known_sex END) AS any_head_sex,
        MAX(CASE WHEN relation_kind = 'head' THEN age_years END) AS any_head_age,
        MAX(CASE WHEN relation_kind = 'spouse' THEN known_sex END) AS any_spouse_sex,
        MIN(household_size) AS size_least,
        MAX(household_size) AS size_most
    FROM anomaly.person_fact
    GROUP BY household_id
)
SELECT
    ROW_NUMBER() OVER (ORDER BY household.household_id) AS fact_row,
    CAST(NULL AS STRING) AS person_key,
    household.household_id,
    household.township,
    household.village,
    household.head_name,
    CAST(NULL AS STRING) AS person_name,
    CAST(NULL AS STRING) AS person_number,
    head.provenance,
    head.file_name,
    head.is_without_household_id,
    counted.members,
    counted.heads,
    counted.spouses,
    counted.blank_relations,
    CASE WHEN counted.heads = 1 THEN counted.any_head_sex END AS head_sex,
    CASE WHEN counted.heads = 1 THEN counted.any_head_age END AS head_age_years,
    CASE WHEN counted.spouses = 1 THEN counted.any_spouse_sex END AS spouse_sex,
    counted.size_least,
    counted.size_most,
    CASE
        WHEN counted.size_least = counted.size_most THEN CAST(counted.size_most AS STRING)
        ELSE CAST(counted.size_least AS STRING) || '至' || CAST(counted.size_most AS STRING)
    END AS declared_size
FROM base.household AS household
INNER JOIN counted ON counted.household_id = household.household_id
INNER JOIN anomaly.person_fact AS head ON head.person_key = household.head_key
