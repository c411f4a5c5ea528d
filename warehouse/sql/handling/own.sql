-- Question: which lines that townships added themselves can be taken, under which number, and why not the others?
-- Grain: one added line.
-- Inputs: handling.own_judged, handling.own_sent, handling.household_class
-- A household that the base does not know, or knows in another township, is kept with a hint: to miss a household is the worst.
SELECT
    own.month,
    own.list_month,
    own.file_name,
    own.sheet,
    own.row_number,
    CASE WHEN own.item IS NULL THEN COALESCE(sent.number, own.own_number) ELSE '' END AS number,
    sent.number IS NULL AS is_new,
    own.item,
    own.written,
    own.reason,
    own.way,
    COALESCE(own.told_by, own.township) AS department,
    own.says,
    own.words AS says_key,
    own.rule_code,
    own.risk,
    own.grade,
    COALESCE(own.home_id, 'BW' || UPPER(SUBSTRING(MD5(COALESCE(own.head_id18, own.whom)), 1, 14))) AS household_id,
    own.person_key,
    own.township,
    CASE
        WHEN own.home_township = own.township THEN COALESCE(own.home_village, own.village_text)
        ELSE own.village_text
    END AS village,
    COALESCE(own.home_head_name, own.head_name) AS head_name,
    COALESCE(own.home_head_id, own.head_id18, own.head_id) AS head_id,
    COALESCE(own.person_name, own.subject_name, own.head_name) AS subject_name,
    COALESCE(own.whom, own.subject_id) AS subject_id,
    own.relation,
    own.feedback_on,
    own.found_on_written,
    CONCAT_WS('；',
        '镇街自行上报',
        CASE WHEN own.is_monitored THEN '已在监测（未消除）：' || COALESCE(class.means, own.monitoring_kind) || '，核对帮扶措施，不再识别' END,
        CASE WHEN own.is_supported THEN '低保特困免重复比对' END,
        CASE WHEN own.home_id IS NULL THEN '户库中没有这一户，请核对并在系统中补录' END,
        CASE WHEN own.home_township <> own.township THEN '户库中本户在' || own.home_township || '，请核对' END,
        CASE WHEN own.home_id IS NOT NULL AND own.person_key IS NULL THEN '预警对象不在户库，请核对' END,
        CASE WHEN own.subject_household <> own.home_id THEN '预警对象在户库中属另一户，请核对' END,
        CASE WHEN own.named_key <> own.head_name_key AND own.head_name_key <> '' THEN '户主姓名与户库不一致，请核对' END
    ) AS hints,
    CONCAT_WS(' ', own.file_name, own.sheet, '第' || CAST(own.row_number AS STRING) || '行') AS provenance,
    COALESCE(own.is_monitored, FALSE) AS is_monitored,
    COALESCE(own.is_supported, FALSE) AS is_compared_already
FROM handling.own_judged AS own
LEFT JOIN handling.household_class AS class ON class.written = own.monitoring_kind
LEFT JOIN handling.own_sent AS sent
    ON sent.month = own.month AND sent.file_name = own.file_name AND sent.sheet = own.sheet
        AND sent.row_number = own.row_number
