-- Question: in what words is said what is missing for everybody?
-- Grain: one row.
-- Inputs: draft.gap
WITH told AS (
    SELECT
        feed = '' AS is_not_run, department,
        CASE
            WHEN feed = '' AND COUNT(*) > 1 THEN MIN(sent_month) || '至' || MAX(sent_month) || '有' || CAST(COUNT(*) AS VARCHAR) || '个月没有数据'
            WHEN feed = '' THEN MIN(sent_month) || '没有数据'
            ELSE MIN(department) || '“' || MIN(label) || '”'
                || STRING_AGG(sent_month, '、' ORDER BY sent_month) || '没有报送'
        END AS words
    FROM draft.gap
    GROUP BY feed, department
)
SELECT STRING_AGG(words, '；' ORDER BY is_not_run DESC, words) AS gaps FROM told
