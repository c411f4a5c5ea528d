-- Question: what must a person look at before the month is at rest?
-- Grain: one matter.
-- Inputs: ops.feed_file, draft.arrival, raw.feed_row, draft.gate, draft.rule_result, draft.surge, base.household, ops.run,
--     ops.base_file, base.person, handling.place, handling.standing, handling.register, base.known_person, ops.attention, ops.period,
--     ops.contact, states.stand_in
-- A matter that a department can mend names its contact.
WITH period AS (
    SELECT in_progress.*, base.label AS base
    FROM ops.period AS in_progress
    INNER JOIN states.stand_in AS base ON base.code = 'base'
),
older AS (
    SELECT township, as_of, COUNT(*) AS people
    FROM base.person
    WHERE as_of < (SELECT MAX(as_of) FROM base.person)
    GROUP BY township, as_of
),
open_ AS (
    SELECT
        place.township, place.moved_from,
        place.has_left_base AND register.household_id IN (SELECT household_id FROM base.known_person) AS has_left_base
    FROM handling.standing AS standing
    INNER JOIN handling.place AS place ON place.number = standing.number
    INNER JOIN handling.register AS register ON register.number = standing.number
    INNER JOIN period ON register.month < period.month
    WHERE standing.closed_month IS NULL OR standing.closed_month >= period.month
),
matter AS (
    SELECT
        period.month, feed_file.department, feed_file.department || ' ' || feed_file.file_name AS location,
        feed_file.note AS what, feed_file.todo
    FROM ops.feed_file AS feed_file
    INNER JOIN period ON period.month = feed_file.month
    WHERE feed_file.todo <> ''
    UNION ALL
    SELECT
        arrival.month, arrival.department,
        arrival.department || CASE WHEN arrival.files IS NULL THEN '' ELSE ' ' || arrival.label END AS location,
        arrival.note AS what, arrival.todo
    FROM draft.arrival AS arrival
    WHERE arrival.todo <> ''
    UNION ALL
    SELECT
        period.month, feed_row.department, feed_row.department || ' ' || feed_row.file_name AS location,
        CAST(COUNT(*) AS VARCHAR) || '行不能判断，已退回：' || feed_row.reject_reason AS what,
        '见该部门的数据问题反馈，更正后重新报送这些行。' AS todo
    FROM raw.feed_row AS feed_row
    INNER JOIN period ON period.month = feed_row.month
    WHERE feed_row.status = 'rejected'
    GROUP BY period.month, feed_row.department, feed_row.file_name, feed_row.reject_reason
    UNION ALL
    SELECT
        period.month, '' AS department, '质量门禁 ' || gate.subject AS location, gate.message AS what,
        '请核对来文后重新报送，或确认属实。' AS todo
    FROM draft.gate AS gate
    CROSS JOIN period
    WHERE NOT gate.is_met
    UNION ALL
    SELECT
        period.month, '' AS department, '异常规则 ' || result.rule_code AS location, '未能运行：' || result.message AS what,
        '这不是数据问题，请把本条告知维护人员。' AS todo
    FROM draft.rule_result AS result
    CROSS JOIN period
    WHERE result.state = 'crashed'
    UNION ALL
    SELECT
        period.month, period.base AS department, '异常规则 ' || result.rule_code AS location,
        result.label || '：检查' || CAST(result.rows_judged AS VARCHAR) || '条，触发' || CAST(result.rows_failed AS VARCHAR)
            || '条，多半是导出缺列或口径变了，暂未下发镇街' AS what,
        '请核对户库导出；确属普遍问题的，请全县统一更正。' AS todo
    FROM draft.rule_result AS result
    CROSS JOIN period
    WHERE result.is_flooding
    UNION ALL
    SELECT
        surge.month, period.base AS department, '监测户进出 ' || surge.township AS location,
        '与' || surge.month_before || '相比，原有' || CAST(surge.monitored_before AS VARCHAR) || '户，新纳入'
            || CAST(surge.entered AS VARCHAR) || '户，消除' || CAST(surge.relieved AS VARCHAR) || '户，不在名单'
            || CAST(surge.removed AS VARCHAR) || '户' AS what,
        '请核对是否突击纳入、清退，或户库导出不全。' AS todo
    FROM draft.surge AS surge
    CROSS JOIN period
    WHERE surge.is_surge AND surge.village IS NULL
    UNION ALL
    SELECT
        period.month, period.base AS department, period.base AS location,
        CAST(COUNT(*) AS VARCHAR) || '户没有户主，清单中暂列首名成员' AS what,
        '请按异常数据清单在系统中补录户主。' AS todo
    FROM base.household AS household
    CROSS JOIN period
    WHERE NOT household.has_head
    GROUP BY period.month, period.base
    UNION ALL
    SELECT
        period.month, '' AS department, '期限' AS location,
        '国务院放假安排尚未公布，入户核实期限只按周末推算' AS what, '公布后升级程序，重跑本月。' AS todo
    FROM period
    WHERE NOT period.is_calendar_known
    UNION ALL
    SELECT
        period.month, '' AS department, '政策' AS location,
        '本月早于政策施行日期' || CAST(period.policy_since AS VARCHAR) AS what, '请在设置中换用当时的政策。' AS todo
    FROM period
    WHERE period.today_of_month < period.policy_since
    UNION ALL
    SELECT
        period.month, '' AS department, run.month AS location,
        '这个月已入账，但清单没有出完' AS what, '请运行 fangpin month ' || run.month || '，否则镇街收不到当月的预警。' AS todo
    FROM ops.run AS run
    INNER JOIN period ON run.month < period.run_since OR run.month > period.run_until
    GROUP BY period.month, run.month
    HAVING NOT ARG_MAX(run.is_listed, run.run_id)
    UNION ALL
    SELECT
        period.month, period.base AS department, period.base || ' ' || base_file.file_name AS location, base_file.note AS what, base_file.todo
    FROM ops.base_file AS base_file
    CROSS JOIN period
    WHERE base_file.todo <> ''
    UNION ALL
    SELECT
        period.month, period.base AS department, period.base || ' ' || older.township AS location,
        CAST(older.people AS VARCHAR) || '人仍按截至' || CAST(older.as_of AS VARCHAR) || '的户库，此后的导出中没有' AS what,
        '请补齐该镇街的导出后重新入库；确已不在户库的，用 fangpin base load --whole 入库。' AS todo
    FROM older
    CROSS JOIN period
    UNION ALL
    SELECT
        period.month, period.base AS department, '在办预警 ' || open_.township AS location,
        CAST(COUNT(*) AS VARCHAR) || '条的户已不在户库，仍列在该镇街的《往月未办结》' AS what,
        '请核对这些户是迁出、注销还是漏导出。' AS todo
    FROM open_
    CROSS JOIN period
    WHERE open_.has_left_base
    GROUP BY period.month, period.base, open_.township
    UNION ALL
    SELECT
        period.month, period.base AS department, '转办 ' || open_.moved_from || '→' || open_.township AS location,
        CAST(COUNT(*) AS VARCHAR) || '条在办预警随户转到现在的镇街，列在其《往月未办结》' AS what,
        '请告知两个镇街做好交接。' AS todo
    FROM open_
    CROSS JOIN period
    WHERE open_.moved_from IS NOT NULL
    GROUP BY period.month, period.base, open_.moved_from, open_.township
    HAVING '转办 ' || open_.moved_from || '→' || open_.township NOT IN (
        SELECT told.location FROM ops.attention AS told WHERE told.month < period.month
    )
)
SELECT
    matter.month, matter.department, matter.location, matter.what,
    matter.todo || COALESCE('联系人：' || matter.department || ' ' || contact.contact || '。', '') AS todo
FROM matter
LEFT JOIN ops.contact AS contact ON contact.department = CASE WHEN matter.todo <> '' THEN matter.department END
