-- Question: which township, household and person does each added line name, and which number does it get?
-- Grain: one added line.
-- Inputs: handling.own_said, handling.register, base.person, base.household
-- The township is the one that the row names, else that of the sheet: a county may have put the rows of all its townships into one
-- workbook; else where the base has the household. Either must be the county's. home: the head's household, else the person's own.
-- The number is made of the way, the person, what is said and the day (else the ledger's month), not of the base: the same line read
-- again, or after a new base, is the same.
WITH people AS (
    SELECT
        person.id18, person.person_key, person.household_id, person.person_name, person.name_key, person.relation,
        household.township, household.village, household.head_name, household.head_id, household.is_monitored,
        household.monitoring_kind, household.is_dibao OR household.is_tekun AS is_supported
    FROM base.person AS person
    INNER JOIN base.household AS household ON household.household_id = person.household_id
    WHERE person.id18 IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY person.id18 ORDER BY person.person_key) = 1
),
towns AS (
    SELECT township FROM base.household
    UNION
    SELECT township FROM handling.register WHERE origin <> 'township'
)
SELECT
    own.*,
    rule_code || '-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', 'township', own.way, whom, words, event)), 1, 14)) AS own_number,
    COALESCE(written.township, said.township, home.township) AS township,
    home.household_id AS home_id, home.township AS home_township, home.village AS home_village,
    home.head_name AS home_head_name, home.head_id AS home_head_id, home.is_monitored, home.monitoring_kind, home.is_supported,
    subject.person_key, subject.person_name, subject.relation, subject.household_id AS subject_household,
    named.name_key AS named_key
FROM handling.own_said AS own
LEFT JOIN towns AS written ON written.township = own.township_text
LEFT JOIN towns AS said ON said.township = own.said_township
LEFT JOIN people AS named ON named.id18 = own.head_id18
LEFT JOIN people AS subject ON subject.id18 = own.whom
LEFT JOIN people AS home ON home.id18 = CASE WHEN named.id18 IS NULL THEN own.whom ELSE own.head_id18 END
