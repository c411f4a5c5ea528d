-- Question: which departments get word back? Each that sent anything or was awaited; blank: a file in nobody's folder.
-- What the base itself gives rise to is sent by nobody.
-- Grain: one department.
-- Inputs: ops.feed_file, raw.feed_row, warning.rule; $1 month, $2 labels of the feeds that are due each month
SELECT department AS place FROM ops.feed_file WHERE month = $1 AND state <> 'compared'
UNION
SELECT department AS place FROM raw.feed_row WHERE month = $1 AND feed <> 'base_gap'
UNION
SELECT department AS place FROM warning.rule WHERE month = $1 AND label IN (SELECT UNNEST($2::VARCHAR[]))
ORDER BY place
