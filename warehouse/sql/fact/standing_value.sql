-- Question: what does each standing row say of disability, house, illness, spending, water, school or moving away?
-- Grain: one feed and one person, as in fact.standing_row; a row of another feed says none of it.
-- Inputs: fact.standing_row, raw.disability, raw.housing_grade, raw.housing_renovation, raw.serious_disease, raw.medical_expense, raw.unsafe_water,
--     raw.school_dropout, raw.education_aid, raw.moved_away
-- certificate: the number of a disability certificate, where it is whole. is_cancelled: the certificate is (注销).
-- died_in: the month of the death, by the list of deaths, on every row of the person.
SELECT
    standing.*,
    disability.certificate_event = '注销' AS is_cancelled,
    disability.disability_grade AS sent_grade,
    CASE
        WHEN disability.disability_kind LIKE '%多重%' OR disability.disability_kind LIKE '%、%' THEN 7
        WHEN disability.disability_kind LIKE '%视力%' THEN 1
        WHEN disability.disability_kind LIKE '%听力%' THEN 2
        WHEN disability.disability_kind LIKE '%言语%' THEN 3
        WHEN disability.disability_kind LIKE '%肢体%' THEN 4
        WHEN disability.disability_kind LIKE '%智力%' THEN 5
        WHEN disability.disability_kind LIKE '%精神%' THEN 6
    END AS sent_kind,
    disability.disability_kind,
    CASE
        WHEN LENGTH(REPLACE(disability.certificate_number, ' ', '')) IN (20, 22)
            THEN UPPER(REPLACE(disability.certificate_number, ' ', ''))
    END AS certificate,
    housing.housing_grade,
    housing.is_only_home,
    renovation.renovation_kind,
    disease.disease,
    CAST(medical.self_paid_ytd_yuan AS DECIMAL(12, 2)) AS self_paid_ytd_yuan,
    water.water_trouble,
    CASE WHEN water.row_key IS NOT NULL THEN COALESCE(water.water_state, '未解决') END AS water_state,
    dropout_.left_school_because AS sent_dropout_because,
    aid.aid_name,
    aid.stage AS aid_stage,
    moved.moved_to,
    MAX(CASE WHEN standing.sure_feed = 'death' THEN standing.happened_in END) OVER (PARTITION BY standing.person_key) AS died_in
FROM fact.standing_row AS standing
LEFT JOIN raw.disability AS disability
    ON disability.month = standing.month AND disability.row_key = CASE WHEN standing.sure_feed = 'disability' THEN standing.row_key END
LEFT JOIN raw.housing_grade AS housing
    ON housing.month = standing.month AND housing.row_key = CASE WHEN standing.sure_feed = 'housing_grade' THEN standing.row_key END
LEFT JOIN raw.housing_renovation AS renovation
    ON renovation.month = standing.month AND renovation.row_key = CASE WHEN standing.sure_feed = 'housing_renovation' THEN standing.row_key END
LEFT JOIN raw.serious_disease AS disease
    ON disease.month = standing.month AND disease.row_key = CASE WHEN standing.sure_feed = 'serious_disease' THEN standing.row_key END
LEFT JOIN raw.medical_expense AS medical
    ON medical.month = standing.month AND medical.row_key = CASE WHEN standing.sure_feed = 'medical_expense' THEN standing.row_key END
LEFT JOIN raw.unsafe_water AS water
    ON water.month = standing.month AND water.row_key = CASE WHEN standing.sure_feed = 'unsafe_water' THEN standing.row_key END
LEFT JOIN raw.school_dropout AS dropout_
    ON dropout_.month = standing.month AND dropout_.row_key = CASE WHEN standing.sure_feed = 'school_dropout' THEN standing.row_key END
LEFT JOIN raw.education_aid AS aid
    ON aid.month = standing.month AND aid.row_key = CASE WHEN standing.sure_feed = 'education_aid' THEN standing.row_key END
LEFT JOIN raw.moved_away AS moved
    ON moved.month = standing.month AND moved.row_key = CASE WHEN standing.sure_feed = 'moved_away' THEN standing.row_key END
