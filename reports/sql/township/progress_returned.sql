-- Question: of which warnings go the steps back to a township for correction?
-- Grain: one warning of whose steps something was refused, or a line of the township's own, which had no row for its steps before;
-- nothing where nothing was refused. Where it is not clear with which another one goes, the household's others stand beside it.
-- Inputs: handling.register, handling.place, handling.refusal, handling.cell; $1 month, $2 township, $3 what the sheet asks
-- steps_with: of a household's warnings that were handled as one, and of which therefore the same is said, only the first shows the days.
WITH refused AS (
    SELECT number, is_own, item, township FROM handling.refusal WHERE month = $1
),
asked AS (
    SELECT register.* REPLACE (place.township AS township, place.village AS village)
    FROM handling.register AS register
    INNER JOIN handling.place AS place ON place.number = register.number
    WHERE place.township = $2 AND NOT register.is_withdrawn
        AND (
            register.number IN (SELECT number FROM refused WHERE (is_own OR refused.township = $2) AND LIST_CONTAINS($3::VARCHAR[], item))
            OR register.household_id IN (
                SELECT unclear.household_id
                FROM handling.register AS unclear
                INNER JOIN refused ON refused.number = unclear.number AND refused.item = 'steps_with'
            )
            OR (register.origin = 'township' AND register.month = $1 AND EXISTS (SELECT 1 FROM refused WHERE refused.township = $2))
        )
),
said AS (
    SELECT
        asked.number,
        STRING_AGG(
            CONCAT_WS(' ', cell.file_name, cell.sheet, CAST(cell.row_number AS VARCHAR), cell.item), '、' ORDER BY cell.item
        ) AS cells
    FROM asked
    INNER JOIN handling.cell AS cell ON cell.number = asked.number AND cell.is_latest AND LIST_CONTAINS($3::VARCHAR[], cell.item)
    GROUP BY asked.number
),
placed AS (
    SELECT
        asked.*,
        CASE WHEN said.cells IS NOT NULL THEN MIN(asked.number) OVER (PARTITION BY asked.household_id, said.cells) END AS first_number
    FROM asked
    LEFT JOIN said ON said.number = asked.number
)
SELECT
    household_id,
    township,
    village,
    head_name,
    head_id,
    says,
    CONCAT_WS('；',
        CASE WHEN is_monitored THEN '已在监测，不走认定程序' END,
        CASE WHEN is_compared_already THEN '免信息比对' END
    ) AS hints,
    CASE WHEN first_number <> number THEN first_number END AS steps_with,
    number,
    ROW_NUMBER() OVER (ORDER BY village NULLS LAST, household_id, COALESCE(first_number, number), number) AS line
FROM placed
ORDER BY line
