-- Question: which returned cells speak of which warning, where one visit or one review served several of a household?
-- Grain: one filled cell and number.
-- Inputs: handling.returned, handling.register, handling.risk
-- A risk that a township calls by another of its names (缺劳动力) is told by the policy's.
-- Steps belong to warnings. A row of 办理过程 that names another warning of its household under 同办预警 was handled with it: what that one's
-- row of the same sheet says, and its own leaves blank, holds for it too. That it goes with the other is no answer by itself, it is
-- filled in when the sheet goes out; a name that leads nowhere, or to another household (by the register and by the sheet), goes back, until
-- a right one comes: its own, where it is handled apart.
WITH pointed AS (
    SELECT returned.*, own.household_id
    FROM handling.returned AS returned
    LEFT JOIN handling.register AS own ON own.number = returned.number
    WHERE returned.item = 'steps_with'
),
followed AS (
    SELECT
        pointed.*,
        CASE
            WHEN pointed.trouble IS NOT NULL THEN pointed.trouble
            WHEN pointed.value = pointed.number THEN NULL
            WHEN other.number IS NULL OR (other.household_id <> pointed.household_id AND there.head_id <> pointed.head_id)
                THEN '不是本户另一条的预警编号；请照抄本户另一条的编号，分开办理的写本条自己的编号'
            WHEN further.number IS NOT NULL AND further.value <> pointed.value
                THEN '那一条也写了同办预警；请写填了日期的那一条的编号，分开办理的写本条自己的编号'
        END AS fault
    FROM pointed
    LEFT JOIN handling.register AS other ON other.number = CASE WHEN pointed.household_id IS NOT NULL THEN pointed.value END
    LEFT JOIN handling.returned AS there
        ON there.month = pointed.month AND there.file_name = pointed.file_name AND there.sheet = pointed.sheet
            AND there.number = pointed.value
    LEFT JOIN pointed AS further
        ON further.month = pointed.month AND further.file_name = pointed.file_name AND further.sheet = pointed.sheet
            AND further.number = pointed.value
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY pointed.month, pointed.file_name, pointed.sheet, pointed.row_number, pointed.number ORDER BY there.row_number, there.item, further.row_number
    ) = 1
)
SELECT
    returned.month, returned.list_month, returned.edition, returned.number, returned.item, returned.written,
    COALESCE(risk.means, returned.value) AS value, returned.trouble, returned.head_id, returned.subject_id, returned.said_township,
    returned.is_ours, returned.is_sealed, returned.file_name, returned.sheet, returned.row_number
FROM handling.returned AS returned
LEFT JOIN handling.risk AS risk ON risk.risk = CASE WHEN returned.item = 'risk' THEN returned.value END
WHERE returned.item <> 'steps_with'
UNION ALL
SELECT
    month, list_month, edition, number, item, written, CASE WHEN fault IS NULL THEN value END AS value, fault AS trouble, head_id,
    subject_id, said_township, is_ours, is_sealed, file_name, sheet, row_number
FROM followed
WHERE number IN (SELECT number FROM followed WHERE fault IS NOT NULL)
UNION ALL
SELECT
    said.month, said.list_month, said.edition, followed.number, said.item, said.written, said.value, said.trouble, followed.head_id,
    followed.subject_id, said.said_township, said.is_ours,
    CASE
        WHEN NOT said.is_sealed OR NOT followed.is_sealed THEN FALSE
        WHEN said.is_sealed AND followed.is_sealed THEN TRUE
    END AS is_sealed,
    said.file_name, said.sheet, said.row_number
FROM followed
INNER JOIN handling.returned AS said
    ON said.month = followed.month AND said.file_name = followed.file_name AND said.sheet = followed.sheet
        AND said.number = followed.value AND said.row_number <> followed.row_number
LEFT JOIN handling.returned AS itself
    ON itself.month = followed.month AND itself.file_name = followed.file_name AND itself.sheet = followed.sheet
        AND itself.number = followed.number AND itself.item = said.item
WHERE followed.fault IS NULL AND followed.value <> followed.number AND itself.item IS NULL AND said.item <> 'steps_with' AND said.item NOT LIKE '%\_remark' ESCAPE '\'
