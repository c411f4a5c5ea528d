-- Question: what does each wording of 在校生状况 say about schooling?
-- Grain: one wording that stands in the base.
-- Inputs: seen.held_person
-- stage: the stage of schooling; NULL for 非在校生 and the like, which says_not_at_school tells.
-- least, most: the lowest and the highest level of education (0 文盲 … 5 本科及以上) that somebody can have who learns there:
-- 技师学院 and 高职 take leavers of 初中 too, and 大专及以上 is read as 本科及以上.
WITH stage_level AS (
    SELECT stage, least, most
    FROM (VALUES
        ('学前', 0, 0), ('小学', 0, 1), ('初中', 1, 2), ('高中', 2, 3), ('中职', 2, 3), ('技师', 2, 5), ('高职', 2, 5), ('本科', 3, 5),
        ('研究生', 4, 5)
    ) AS listed (stage, least, most)
),
worded AS (
    SELECT
        student_status,
        COALESCE(
            student_status = '否' OR student_status LIKE '%非在校%' OR student_status LIKE '%不在校%'
            OR student_status LIKE '%未上学%' OR student_status LIKE '%失学%' OR student_status LIKE '%辍学%'
            OR student_status LIKE '%退学%' OR student_status LIKE '%毕业',
            FALSE
        ) AS says_not_at_school,
        CASE
            WHEN student_status LIKE '%学龄前%' OR student_status LIKE '%学前%' OR student_status LIKE '%幼儿%' THEN '学前'
            WHEN student_status LIKE '%硕士%' OR student_status LIKE '%博士%' OR student_status LIKE '%研究生%'
                THEN '研究生'
            WHEN student_status LIKE '%本科%' THEN '本科'
            WHEN student_status LIKE '%高职%' OR student_status LIKE '%大专%' OR student_status LIKE '%专科%' THEN '高职'
            WHEN student_status LIKE '%大学%' THEN '本科'
            WHEN student_status LIKE '%技师%' THEN '技师'
            WHEN student_status LIKE '%中职%' OR student_status LIKE '%中专%' OR student_status LIKE '%职高%'
                OR student_status LIKE '%技校%' THEN '中职'
            WHEN student_status LIKE '%高中%' THEN '高中'
            WHEN student_status LIKE '%七年级%' OR student_status LIKE '%八年级%' OR student_status LIKE '%九年级%'
                OR student_status LIKE '%初中%' THEN '初中'
            WHEN student_status LIKE '%小学%' OR student_status LIKE '_年级' THEN '小学'
        END AS named_stage
    FROM (SELECT DISTINCT student_status FROM seen.held_person WHERE student_status IS NOT NULL) AS written
)
SELECT worded.student_status, worded.says_not_at_school, stage_level.stage, stage_level.least, stage_level.most
FROM worded
LEFT JOIN stage_level ON stage_level.stage = CASE WHEN NOT worded.says_not_at_school THEN worded.named_stage END
