-- Question: how many changes of each kind did a load of the base make in each township?
-- Grain: one township that has a change.
-- Inputs: base.change; $1 load, $2 townships of the policy
SELECT
    change.township,
    COUNT(*) AS changes,
    COUNT(CASE WHEN change.change = 'born' THEN 1 END) AS born,
    COUNT(CASE WHEN change.change = 'added' THEN 1 END) AS added,
    COUNT(CASE WHEN change.change = 'returned' THEN 1 END) AS returned,
    COUNT(CASE WHEN change.change = 'died' THEN 1 END) AS died,
    COUNT(CASE WHEN change.change = 'moved_out' THEN 1 END) AS moved_out,
    COUNT(CASE WHEN change.change = 'left' THEN 1 END) AS left_base,
    COUNT(CASE WHEN change.change = 'other_township' THEN 1 END) AS other_township,
    COUNT(CASE WHEN change.change = 'other_village' THEN 1 END) AS other_village,
    COUNT(CASE WHEN change.change = 'divided' THEN 1 END) AS divided,
    COUNT(CASE WHEN change.change = 'merged' THEN 1 END) AS merged,
    COUNT(CASE WHEN change.change = 'other_household' THEN 1 END) AS other_household,
    COUNT(CASE WHEN change.change = 'head_changed' THEN 1 END) AS head_changed,
    COUNT(CASE WHEN change.change = 'included' THEN 1 END) AS newly_included,
    COUNT(CASE WHEN change.change = 'monitored_again' THEN 1 END) AS monitored_again,
    COUNT(CASE WHEN change.change = 'monitoring_changed' THEN 1 END) AS monitoring_changed,
    COUNT(CASE WHEN change.change = 'risk_removed' THEN 1 END) AS risk_removed,
    COUNT(CASE WHEN change.change = 'unmonitored' THEN 1 END) AS unmonitored,
    COUNT(CASE WHEN change.change = 'kind_changed' THEN 1 END) AS kind_changed,
    COUNT(CASE WHEN change.change = 'id_corrected' THEN 1 END) AS id_corrected,
    COUNT(CASE WHEN change.change = 'name_corrected' THEN 1 END) AS name_corrected
FROM base.change AS change
WHERE change.load = $1
GROUP BY change.township
ORDER BY LIST_POSITION($2::VARCHAR[], change.township) NULLS LAST, change.township
