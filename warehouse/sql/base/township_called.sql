-- Question: which township does each name in the exports mean, where it is written in more than one way?
-- Grain: one name, in one county, that means a township otherwise called.
-- Inputs: draft.person, base.household, draft.township_known
-- 即墨区田横镇 is 田横镇; 北安 is 北安街道, where one township of the exports, of the base in force or of the policy is so called, and no other
-- 北安镇 beside it.
WITH written AS (
    SELECT DISTINCT COALESCE(county, '') AS county, township FROM draft.person
),
bare AS (
    SELECT
        county, township AS written,
        CASE
            WHEN county <> '' AND POSITION(county IN township) > 0
                THEN NULLIF(SUBSTRING(township, POSITION(county IN township) + LENGTH(county), 40), '')
        END AS behind_county
    FROM written
),
named AS (
    SELECT county, written, COALESCE(behind_county, written) AS township FROM bare
),
towns AS (
    SELECT township FROM named
    UNION
    SELECT township FROM base.household
    UNION
    SELECT township FROM draft.township_known
),
called AS (
    SELECT named.county, named.written, COALESCE(MIN(towns.township), named.township) AS township
    FROM named
    LEFT JOIN towns ON LENGTH(named.township) >= 2 AND towns.township IN (named.township || '街道', named.township || '镇', named.township || '乡')
    GROUP BY named.county, named.written, named.township
    HAVING COUNT(DISTINCT towns.township) <= 1
)
SELECT county, written, township FROM called WHERE township <> written
