-- Question: in what words is said what is missing for everybody?
-- Grain: one row.
-- Inputs: draft.gap
-- Where more than two kinds are missing a household's cell says how many, and of which departments; explain says each.
WITH told AS (
    SELECT
        feed = '' AS is_not_run, department, COUNT(*) AS times,
        CASE
            WHEN feed = '' AND COUNT(*) > 1 THEN MIN(sent_month) || '至' || MAX(sent_month) || '有' || CAST(COUNT(*) AS VARCHAR) || '个月没有数据'
            WHEN feed = '' THEN MIN(sent_month) || '没有数据'
            ELSE MIN(department) || '“' || MIN(label) || '”'
                || STRING_AGG(sent_month, '、' ORDER BY sent_month) || '没有报送'
        END AS words
    FROM draft.gap
    GROUP BY feed, department
)
SELECT
    CASE
        WHEN COUNT(*) <= 2 THEN STRING_AGG(words, '；' ORDER BY is_not_run DESC, words)
        ELSE CONCAT_WS('；',
            MAX(CASE WHEN is_not_run THEN words END),
            STRING_AGG(DISTINCT department, '、' ORDER BY department) || '有'
                || CAST(SUM(CASE WHEN NOT is_not_run THEN times END) AS VARCHAR) || '处没有报送'
        )
    END AS lacking
FROM told
