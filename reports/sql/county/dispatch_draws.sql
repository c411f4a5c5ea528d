-- Question: how was it drawn, so that anybody can draw again and see that it is the same?
-- Grain: one draw, of townships or of households.
-- Inputs: handling.draw; $1 month
SELECT
    CASE kind WHEN 'township' THEN '现场指导的镇街' ELSE '复核的户' END AS kind,
    COUNT(*) AS drawn,
    MIN(drawn_from) AS drawn_from,
    MIN(drawn_on) AS drawn_on,
    MIN(seed) AS seed,
    '把种子、一个空格、' || CASE kind WHEN 'township' THEN '镇街名称' ELSE '户编号' END
        || '连起来求 SHA-256，按结果从小到大取前' || CAST(COUNT(*) AS VARCHAR) || '个' AS how
FROM handling.draw
WHERE month = $1
GROUP BY draw.kind
ORDER BY draw.kind DESC
