-- Question: which awaited feeds have come, and does what came look like what this feed usually is?
-- Grain: one feed that the month's rules await.
-- Inputs: ops.expected_feed, ops.arrival_bound, ops.received, ops.heading_move, ops.feed_sheet, ops.feed_file, states.flag, ops.period
-- usual_rows is the median of the earlier months in which the feed came; of a running total of the year, last month's rows.
-- Growth that the same month of last year had too is the season's. A roster sent in more files than last time is not
-- judged as grown: a corrected one was sent beside the first.
-- A refused file, or a source that was not reached, is taken for the department's one missing feed; where several are missing, each line mentions it.
WITH period AS (
    SELECT
        month, previous_month,
        CAST(SUBSTRING(month, 1, 4) AS BIGINT) * 12 + CAST(SUBSTRING(month, 6, 2) AS BIGINT) AS month_index
    FROM ops.period
),
earlier AS (
    SELECT expected.feed, received.month, received.month_index, received.row_count, received.files
    FROM ops.expected_feed AS expected
    CROSS JOIN period
    INNER JOIN ops.received AS received
        ON received.feed = expected.feed AND received.month_index < period.month_index
            AND received.month_index >= period.month_index - expected.history_months
    WHERE NOT expected.restarts_each_year OR SUBSTRING(received.month, 1, 4) = SUBSTRING(period.month, 1, 4)
),
usual AS (
    SELECT feed, CAST(MEDIAN(row_count) AS DOUBLE) AS median_rows, COUNT(*) AS months_judged
    FROM earlier
    GROUP BY feed
),
last_time AS (
    SELECT feed, month, row_count, files
    FROM earlier
    QUALIFY ROW_NUMBER() OVER (PARTITION BY feed ORDER BY month DESC) = 1
),
gone AS (
    SELECT
        feed,
        COUNT(*) AS moved,
        COUNT(CASE WHEN move = 'gone' AND is_needed THEN 1 END) AS needed,
        MIN(CASE WHEN move = 'gone' AND is_needed THEN heading_before END) AS heading,
        MIN(CASE WHEN move = 'gone' AND is_needed THEN month_before END) AS month_before,
        COUNT(CASE WHEN move = 'new' THEN 1 END) AS unknown,
        MIN(CASE WHEN move = 'new' THEN heading END) AS unknown_heading
    FROM ops.heading_move
    GROUP BY feed
),
same_file AS (
    SELECT sheet.feed, file.file_name, old.month AS old_month, old.file_name AS old_name
    FROM ops.feed_file AS file
    INNER JOIN period ON period.month = file.month
    INNER JOIN ops.feed_sheet AS sheet ON sheet.month = file.month AND sheet.file_id = file.file_id AND sheet.rows_in > 0
    INNER JOIN ops.feed_file AS old
        ON old.sha256 = file.sha256 AND old.department = file.department AND old.month < file.month
            AND old.state IN ('read', 'duplicate')
    WHERE file.state = 'read'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY sheet.feed ORDER BY old.month DESC, file.file_name, old.file_name) = 1
),
refused AS (
    SELECT
        file.department,
        COUNT(CASE WHEN file.state = 'refused' THEN 1 END) AS files,
        COUNT(CASE WHEN file.state = 'unreachable' THEN 1 END) AS sources
    FROM ops.feed_file AS file
    INNER JOIN period ON period.month = file.month
    WHERE file.state IN ('refused', 'unreachable')
    GROUP BY file.department
),
facts AS (
    SELECT
        period.month, expected.feed, expected.label, expected.department, expected.delivery, expected.send_by,
        now_.feed IS NOT NULL AS has_come, now_.arrived_on, now_.files, now_.row_count,
        previous.row_count AS rows_last_month, usual.median_rows, COALESCE(usual.months_judged, 0) AS months_judged,
        CASE WHEN expected.restarts_each_year THEN last_time.row_count ELSE usual.median_rows END AS usual_rows,
        CASE
            WHEN (expected.restarts_each_year OR usual.months_judged = 1) AND last_time.month = period.previous_month THEN '上月'
            WHEN expected.restarts_each_year OR usual.months_judged = 1 THEN last_time.month || '为'
            ELSE '前' || CAST(usual.months_judged AS VARCHAR) || '个月中位数'
        END AS usual_called,
        last_time.files AS files_before, last_time.row_count AS rows_before, last_time.month AS month_before,
        COALESCE(year_ago.row_count, 0) AS rows_year_ago,
        COALESCE(refused.files, 0) AS refused_files,
        COALESCE(refused.sources, 0) AS unreached_sources,
        COUNT(CASE WHEN now_.feed IS NULL THEN 1 END) OVER (PARTITION BY expected.department) AS missing
    FROM ops.expected_feed AS expected
    CROSS JOIN period
    LEFT JOIN ops.received AS now_ ON now_.feed = expected.feed AND now_.month = period.month
    LEFT JOIN ops.received AS previous ON previous.feed = expected.feed AND previous.month = period.previous_month
    LEFT JOIN ops.received AS year_ago ON year_ago.feed = expected.feed AND year_ago.month_index = period.month_index - 12
    LEFT JOIN usual ON usual.feed = expected.feed
    LEFT JOIN last_time ON last_time.feed = expected.feed
    LEFT JOIN refused ON refused.department = expected.department
),
judged AS (
    SELECT
        facts.feed,
        MAX(CASE
            WHEN facts.usual_rows >= bound.judged_from_rows AND facts.row_count < bound.shrinks_below * facts.usual_rows THEN 1 ELSE 0
        END) = 1 AS is_shrunk,
        MAX(CASE
            WHEN facts.row_count > bound.grows_above * GREATEST(facts.usual_rows, bound.judged_from_rows, facts.rows_year_ago)
                AND NOT (facts.delivery = 'roster' AND facts.files > facts.files_before)
                THEN 1 ELSE 0
        END) = 1 AS is_grown,
        MAX(CASE
            WHEN bound.delivery = 'new' AND facts.files < facts.files_before AND facts.rows_before >= bound.judged_from_rows
                AND facts.row_count
                <= facts.rows_before * (1 - 0.5 * (facts.files_before - facts.files) / NULLIF(facts.files_before, 0))
                THEN 1 ELSE 0
        END) = 1 AS has_fewer_files
    FROM facts
    INNER JOIN ops.arrival_bound AS bound ON bound.delivery IN ('new', facts.delivery)
    WHERE facts.has_come AND facts.usual_rows IS NOT NULL
    GROUP BY facts.feed
),
said AS (
    SELECT
        facts.*,
        COALESCE(judged.is_shrunk, FALSE) AS is_shrunk,
        COALESCE(judged.is_grown, FALSE) AS is_grown,
        COALESCE(judged.has_fewer_files, FALSE) AS has_fewer_files,
        same_file.feed IS NOT NULL AS has_old_file,
        same_file.file_name, same_file.old_month, same_file.old_name,
        COALESCE(gone.moved, 0) AS headings_moved,
        COALESCE(gone.needed, 0) > 0 AS has_lost_columns,
        gone.needed AS columns_lost, gone.heading AS lost_heading, gone.month_before AS lost_since,
        COALESCE(gone.unknown, 0) AS unknown, gone.unknown_heading,
        '本月' || CAST(facts.row_count AS VARCHAR) || '行，' || facts.usual_called
            || CAST(CAST(ROUND(facts.usual_rows) AS BIGINT) AS VARCHAR) || '行' AS rows_said
    FROM facts
    LEFT JOIN judged ON judged.feed = facts.feed
    LEFT JOIN same_file ON same_file.feed = facts.feed
    LEFT JOIN gone ON gone.feed = facts.feed
),
flagged AS (
    SELECT said.feed, STRING_AGG(flag.label, '、' ORDER BY flag.ordinal) AS flags
    FROM said
    INNER JOIN states.flag AS flag
        ON CASE flag.code
            WHEN 'shrunk' THEN said.is_shrunk
            WHEN 'grown' THEN said.is_grown
            WHEN 'fewer_files' THEN said.has_fewer_files
            WHEN 'old_file' THEN said.has_old_file
            WHEN 'lost_columns' THEN said.has_lost_columns
        END
    GROUP BY said.feed
)
SELECT
    month, said.feed, label, department, delivery, send_by,
    CASE
        WHEN has_come AND arrived_on > send_by THEN 'late'
        WHEN has_come THEN 'sent'
        WHEN refused_files + unreached_sources > 0 AND missing = 1 THEN 'unreadable'
        ELSE 'missing'
    END AS state,
    arrived_on, files, row_count, rows_last_month, median_rows, months_judged, headings_moved,
    COALESCE(flagged.flags, '') AS flags,
    CONCAT_WS('；',
        CASE WHEN NOT has_come THEN '没有收到“' || label || '”' END,
        CASE
            WHEN NOT has_come AND refused_files > 0
                THEN '本部门有' || CAST(refused_files AS VARCHAR) || '个文件未能读取，可能含此项'
        END,
        CASE WHEN NOT has_come AND unreached_sources > 0 THEN '本部门的来源没有取到，可能含此项' END,
        CASE WHEN is_shrunk OR is_grown THEN rows_said END,
        CASE
            WHEN has_fewer_files
                THEN month_before || '来' || CAST(files_before AS VARCHAR) || '个文件' || CAST(rows_before AS VARCHAR)
                    || '行，本月只来' || CAST(files AS VARCHAR) || '个文件' || CAST(row_count AS VARCHAR) || '行'
        END,
        CASE WHEN has_old_file THEN '“' || file_name || '”与' || old_month || '的“' || old_name || '”完全相同' END,
        CASE
            WHEN has_lost_columns
                THEN lost_since || '有“' || lost_heading || '”'
                    || CASE WHEN columns_lost > 1 THEN '等' || CAST(columns_lost AS VARCHAR) || '列' ELSE '列' END || '，本月没有'
        END,
        CASE
            WHEN has_lost_columns AND unknown > 0
                THEN '新出现不认识的列“' || unknown_heading || '”'
                    || CASE WHEN unknown > 1 THEN '等' || CAST(unknown AS VARCHAR) || '列' ELSE '' END
        END
    ) AS note,
    CONCAT_WS('',
        CASE
            WHEN NOT has_come AND unreached_sources > 0 THEN '请先查明来源为何取不到，见文件清单；不是部门没有报。'
            WHEN NOT has_come THEN '请催报；确无新增的，请部门来函说明。'
        END,
        CASE WHEN is_shrunk THEN '请与' || department || '核实是否漏报。' END,
        CASE WHEN is_grown THEN '请与' || department || '核实是否把往月或全部人员也报来了。' END,
        CASE WHEN has_fewer_files THEN '请核实少了哪一个镇街或哪一部分。' END,
        CASE WHEN has_old_file THEN '请核实是否发错了文件。' END,
        CASE WHEN has_lost_columns THEN '请核实是否改了列名或漏了列，见列名对照。' END
    ) AS todo
FROM said
LEFT JOIN flagged ON flagged.feed = said.feed
