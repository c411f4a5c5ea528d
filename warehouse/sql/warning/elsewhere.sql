-- Question: which rows of a list of those treated in the county's own hospitals name one of another province or its capital?
-- Grain: one row of 重大疾病.
-- Inputs: raw.serious_disease, seen.person
-- A branch (分院) may lie in the county; so may a hospital that bears the county's name.
SELECT DISTINCT disease.month, disease.row_key, disease.hospital
FROM raw.serious_disease AS disease
INNER JOIN (
    VALUES
    ('北京'), ('上海'), ('天津'), ('重庆'), ('广州'), ('深圳'), ('南京'), ('杭州'), ('武汉'), ('西安'), ('成都'), ('济南'), ('郑州'), ('长沙'),
    ('沈阳'), ('长春'), ('哈尔滨'), ('石家庄'), ('太原'), ('合肥'), ('福州'), ('南昌'), ('南宁'), ('海口'), ('贵阳'), ('昆明'), ('拉萨'), ('兰州'),
    ('西宁'), ('银川'), ('乌鲁木齐'), ('呼和浩特'), ('大连'), ('宁波'), ('厦门'), ('苏州'),
    ('省立'), ('省人民'), ('省中医'), ('省肿瘤'), ('省第'), ('齐鲁医院'), ('协和医院'), ('华西医院'), ('湘雅')
) AS places (place) ON POSITION(places.place IN disease.hospital) > 0
WHERE POSITION('分院' IN disease.hospital) = 0
    AND NOT EXISTS (
        SELECT 1
        FROM (SELECT DISTINCT county FROM seen.person WHERE LENGTH(county) >= 2) AS own
        WHERE POSITION(SUBSTRING(own.county, 1, GREATEST(LENGTH(own.county) - 1, 2)) IN disease.hospital) > 0
    )
