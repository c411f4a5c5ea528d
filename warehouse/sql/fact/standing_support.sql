-- Question: what does each standing row say of 低保 and 特困, and in which month was either last said of the person?
-- Grain: one feed and one person, as in fact.standing_row.
-- Inputs: fact.standing_row, raw.dibao, raw.tekun, raw.dibao_edge
-- says_dibao, says_tekun: true 民政 says so; false 停发; NULL not said, or of a town. A class of A, 一档 or the like in a list of 低保 is
-- a grade within it; one that names another support alone says nothing of 低保. says_both: a list of 低保 names 特困, too.
-- is_ended: support ends with this row (停发). What households have in common is taken from the head's row.
WITH said AS (
    SELECT
        standing.feed,
        standing.person_key,
        standing.month,
        COALESCE(dibao.change_kind = '停发', tekun.change_kind = '停发', edge.change_kind = '停发') AS is_ended,
        CASE
            WHEN dibao.row_key IS NULL OR dibao.area_kind = '城市' THEN NULL
            WHEN dibao.change_kind = '停发' THEN FALSE
            WHEN '、' || dibao.support_classes || '、' LIKE '%、低保、%' THEN TRUE
            WHEN dibao.support_classes LIKE '%特困%' OR dibao.support_classes LIKE '%低保边缘%'
                OR dibao.support_classes LIKE '%刚性支出困难%' OR dibao.support_classes LIKE '%孤儿%' THEN NULL
            ELSE TRUE
        END AS says_dibao,
        CASE
            WHEN tekun.row_key IS NULL OR tekun.area_kind = '城市' THEN NULL
            ELSE COALESCE(tekun.change_kind, '新增') <> '停发'
        END AS says_tekun,
        COALESCE(dibao.support_classes LIKE '%特困%', FALSE) AS says_both,
        CASE WHEN NOT standing.is_member THEN dibao.supported_people END AS supported_people,
        NOT standing.is_member AND (dibao.dibao_class LIKE '%整户%' OR dibao.dibao_class LIKE '%全户%') AS is_whole_household
    FROM fact.standing_row AS standing
    LEFT JOIN raw.dibao AS dibao
        ON dibao.month = standing.month AND dibao.row_key = CASE WHEN standing.sure_feed = 'dibao' THEN standing.row_key END
    LEFT JOIN raw.tekun AS tekun
        ON tekun.month = standing.month AND tekun.row_key = CASE WHEN standing.sure_feed = 'tekun' THEN standing.row_key END
    LEFT JOIN raw.dibao_edge AS edge
        ON edge.month = standing.month AND edge.row_key = CASE WHEN standing.sure_feed = 'dibao_edge' THEN standing.row_key END
)
SELECT
    *,
    MAX(CASE WHEN says_dibao THEN month END) OVER (PARTITION BY person_key) AS dibao_month,
    MAX(CASE WHEN says_tekun THEN month END) OVER (PARTITION BY person_key) AS tekun_month
FROM said
