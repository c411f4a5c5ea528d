-- Question: what kind of relation to the head is each wording of 与户主关系, and of which sex is whoever is so related?
-- Grain: one wording that stands in the base.
-- Inputs: seen.held_person
-- The words are those of the national system without their 之, and the plain words that stand for the same.
WITH relation_word AS (
    SELECT word, kind, sex
    FROM (VALUES
        ('配偶', 'spouse', NULL), ('妻', 'spouse', '女'), ('妻子', 'spouse', '女'), ('夫', 'spouse', '男'), ('丈夫', 'spouse', '男'),
        ('子', 'child', '男'), ('女', 'child', '女'), ('儿子', 'child', '男'), ('女儿', 'child', '女'),
        ('长子', 'child', '男'), ('次子', 'child', '男'), ('长女', 'child', '女'), ('次女', 'child', '女'),
        ('养子', 'foster', '男'), ('养女', 'foster', '女'), ('继子', 'foster', '男'), ('继女', 'foster', '女'),
        ('父', 'parent', '男'), ('父亲', 'parent', '男'), ('母', 'parent', '女'), ('母亲', 'parent', '女'), ('父母', 'parent', NULL),
        ('养父', 'foster', '男'), ('养母', 'foster', '女'), ('继父', 'foster', '男'), ('继母', 'foster', '女'),
        ('儿媳', 'relative', '女'), ('儿媳妇', 'relative', '女'), ('女婿', 'relative', '男'),
        ('孙子', 'relative', '男'), ('孙女', 'relative', '女'), ('外孙子', 'relative', '男'), ('外孙', 'relative', NULL),
        ('外孙女', 'relative', '女'), ('孙媳', 'relative', '女'), ('孙媳妇', 'relative', '女'), ('孙女婿', 'relative', '男'),
        ('曾孙子', 'relative', '男'), ('曾孙女', 'relative', '女'),
        ('岳父', 'relative', '男'), ('岳母', 'relative', '女'), ('公公', 'relative', '男'), ('婆婆', 'relative', '女'),
        ('祖父', 'relative', '男'), ('祖母', 'relative', '女'), ('爷爷', 'relative', '男'), ('奶奶', 'relative', '女'),
        ('外祖父', 'relative', '男'), ('外祖母', 'relative', '女'), ('曾祖父', 'relative', '男'), ('曾祖母', 'relative', '女'),
        ('兄弟姐妹', 'relative', NULL), ('兄弟', 'relative', '男'), ('姐妹', 'relative', '女'), ('兄', 'relative', '男'),
        ('弟', 'relative', '男'), ('姐', 'relative', '女'), ('妹', 'relative', '女'), ('哥哥', 'relative', '男'),
        ('弟弟', 'relative', '男'), ('姐姐', 'relative', '女'), ('妹妹', 'relative', '女'), ('兄弟媳妇', 'relative', '女'),
        ('侄儿', 'relative', '男'), ('侄子', 'relative', '男'), ('侄女', 'relative', '女'), ('外甥', 'relative', '男'),
        ('外甥女', 'relative', '女'), ('叔伯', 'relative', '男'), ('其他', 'other', NULL), ('其它', 'other', NULL),
        ('其他亲属', 'other', NULL), ('非亲属', 'other', NULL)
    ) AS listed (word, kind, sex)
)
SELECT written.relation, COALESCE(relation_word.kind, 'unlisted') AS kind, relation_word.sex
FROM (SELECT DISTINCT relation FROM seen.held_person WHERE relation IS NOT NULL) AS written
LEFT JOIN relation_word
    ON relation_word.word = CASE
        WHEN written.relation LIKE '之%' THEN SUBSTRING(written.relation, 2, 20)
        ELSE written.relation
    END
