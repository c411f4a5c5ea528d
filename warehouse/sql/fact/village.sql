-- Question: what is known of each village that a cleaning rule may ask about?
-- Grain: one village, as its name is written in one township.
-- Inputs: fact.household, seen.held_person, seen.held_village
-- monitored: households watched now; included: now or ever, included_people: who live in them; newly_included: recognised in this
-- calendar year.
-- key_households: with somebody seriously ill, severely disabled, on 低保 or 特困 or out of school, with an unsafe house or
-- without safe water. expected_included, expected_new: how many households of the village would be included (this year), were
-- the key households of the whole county shared out evenly; whole numbers, rounded down; NULL where no village is written.
-- spellings: in how many ways the township writes the village's name, 村 and 社区 at its end set aside.
WITH exported AS (
    SELECT household_id, MIN(county) AS county, MIN(file_name) AS file_name
    FROM seen.held_person
    GROUP BY household_id
),
households AS (
    SELECT
        fact.township,
        fact.village,
        exported.county,
        fact.file_name,
        fact.members,
        fact.is_monitored,
        fact.monitoring_kind IS NOT NULL AS is_included,
        fact.monitoring_kind IS NOT NULL
            AND EXTRACT(YEAR FROM fact.recognised_on) = EXTRACT(YEAR FROM fact.today_of_month) AS is_new,
        fact.seriously_ill,
        fact.severely_disabled,
        fact.on_dibao,
        fact.on_tekun,
        fact.out_of_school,
        COALESCE(fact.is_unsafe_house, FALSE) AS is_unsafe,
        COALESCE(fact.has_safe_water = FALSE, FALSE) AS is_without_water,
        fact.today_of_month
    FROM fact.household AS fact
    INNER JOIN exported ON exported.household_id = fact.household_id
),
counted AS (
    SELECT
        township,
        village,
        MIN(county) AS county,
        MIN(file_name) AS file_name,
        MAX(today_of_month) AS today_of_month,
        COUNT(*) AS households,
        CAST(SUM(members) AS BIGINT) AS people,
        COUNT(CASE WHEN is_monitored THEN 1 END) AS monitored,
        COUNT(CASE WHEN is_included THEN 1 END) AS included,
        CAST(SUM(CASE WHEN is_included THEN members ELSE 0 END) AS BIGINT) AS included_people,
        COUNT(CASE WHEN is_new THEN 1 END) AS newly_included,
        CAST(SUM(seriously_ill) AS BIGINT) AS seriously_ill,
        CAST(SUM(severely_disabled) AS BIGINT) AS severely_disabled,
        CAST(SUM(on_dibao) AS BIGINT) AS on_dibao,
        CAST(SUM(on_tekun) AS BIGINT) AS on_tekun,
        CAST(SUM(out_of_school) AS BIGINT) AS out_of_school,
        COUNT(CASE WHEN is_unsafe THEN 1 END) AS unsafe_houses,
        COUNT(CASE WHEN is_without_water THEN 1 END) AS without_water,
        COUNT(CASE
            WHEN seriously_ill + severely_disabled + on_dibao + on_tekun + out_of_school > 0 OR is_unsafe OR is_without_water THEN 1
        END) AS key_households
    FROM households
    GROUP BY township, village
),
compared AS (
    SELECT
        *,
        village = '未写村' AS is_unwritten,
        SUM(included) OVER (PARTITION BY county) AS county_included,
        SUM(newly_included) OVER (PARTITION BY county) AS county_new,
        SUM(key_households) OVER (PARTITION BY county) AS county_key_households
    FROM counted
),
spelling AS (
    SELECT township, village_key, COUNT(DISTINCT village) AS spellings
    FROM seen.held_village
    GROUP BY township, village_key
)
SELECT
    ROW_NUMBER() OVER (ORDER BY compared.township, compared.village) AS fact_row,
    CAST(NULL AS STRING) AS person_key,
    CAST(NULL AS STRING) AS household_id,
    compared.township,
    compared.village,
    CAST(NULL AS STRING) AS head_name,
    CAST(NULL AS STRING) AS person_name,
    CAST(NULL AS STRING) AS person_number,
    '户库 ' || compared.township || compared.village AS provenance,
    compared.file_name,
    compared.today_of_month,
    compared.is_unwritten,
    compared.households,
    compared.people,
    compared.monitored,
    compared.included,
    compared.included_people,
    compared.newly_included,
    compared.seriously_ill,
    compared.severely_disabled,
    compared.on_dibao,
    compared.on_tekun,
    compared.out_of_school,
    compared.unsafe_houses,
    compared.without_water,
    compared.key_households,
    CASE
        WHEN NOT compared.is_unwritten
            THEN CAST(FLOOR(compared.key_households * compared.county_included / NULLIF(compared.county_key_households, 0)) AS BIGINT)
    END AS expected_included,
    CASE
        WHEN NOT compared.is_unwritten
            THEN CAST(FLOOR(compared.key_households * compared.county_new / NULLIF(compared.county_key_households, 0)) AS BIGINT)
    END AS expected_new,
    COALESCE(spelling.spellings, 1) AS spellings
FROM compared
LEFT JOIN seen.held_village AS village ON village.township = compared.township AND village.village = compared.village
LEFT JOIN spelling ON spelling.township = compared.township AND spelling.village_key = village.village_key
