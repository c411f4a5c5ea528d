-- Question: which kinds of measures does each household have?
-- Grain: one household.
-- Inputs: fact.head_record
-- has_…_measure: whether a measure is named where its kind stands; NULL where the kind says only 是, and names none.
-- has_development: a measure of 产业, 就业, 金融 or 公益岗位; names_no_development: none of them but 其他 and 技能培训.
-- has_only_support: 综合保障 and no measure of another kind. development_done: 已实施 (TRUE), 尚未实施 (FALSE).
WITH worded AS (
    SELECT
        *,
        CASE WHEN measure_support IN ('是', '有') THEN NULL ELSE COALESCE(measure_support, '') END AS support,
        CASE WHEN measure_education IN ('是', '有') THEN NULL ELSE COALESCE(measure_education, '') END AS education,
        CASE WHEN measure_job IN ('是', '有') THEN NULL ELSE COALESCE(measure_job, '') END AS job,
        measure_support IS NOT NULL AS has_support,
        COALESCE(measure_industry, measure_job, measure_finance, measure_post) IS NOT NULL AS has_development,
        COALESCE(
            measure_education, measure_schooling, measure_health, measure_housing, measure_water, measure_relocation,
            measure_conditions, measure_infrastructure, measure_social, measure_morale, measure_other
        ) IS NOT NULL AS has_another
    FROM fact.head_record
)
SELECT
    household_id,
    support LIKE '%低保%' OR support LIKE '%最低生活保障%' AS has_dibao_measure,
    support LIKE '%特困%' AS has_tekun_measure,
    support LIKE '%残疾%' AS has_disability_measure,
    education LIKE '%雨露%' AS has_yulu_measure,
    job LIKE '%交通补%' OR job LIKE '%务工补%' AS has_travel_measure,
    CASE
        WHEN development_state LIKE '%未实施%' OR development_state = '否' THEN FALSE
        WHEN development_state LIKE '%已实施%' OR development_state = '是' THEN TRUE
    END AS development_done,
    has_support OR has_development OR has_another AS has_measure,
    has_support AND NOT has_development AND NOT has_another AS has_only_support,
    COALESCE(measure_industry, '其他') IN ('其他', '其它') AND COALESCE(measure_finance, '其他') IN ('其他', '其它')
        AND COALESCE(measure_job, '其他') IN ('其他', '其它', '技能培训', '技能培训,其他', '其他,技能培训', '技能培训、其他', '其他、技能培训')
        AND measure_post IS NULL AS names_no_development,
    has_development
FROM worded
