-- Question: which villages does the base know, by a name that tolerates 村, 社区 and the like at its end?
-- Grain: one township and village.
-- Inputs: base.person
SELECT DISTINCT
    township,
    REPLACE(REPLACE(REPLACE(township, '街道', ''), '镇', ''), '乡', '') AS township_key,
    village,
    village_key
FROM base.person
WHERE LENGTH(village_key) >= 2
