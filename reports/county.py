"""What the county keeps: figures by township and rule, rows in and out, who has sent, whom nobody was found for."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.looks import coloured
from warehouse.tables import states

BY_TOWNSHIP = Sheet(
    "分镇街",
    "{county}{month}预警情况汇总表（分镇街）",
    (
        c.wide(c.TOWNSHIP, 18),
        c.counted("预警条数", "warnings", 12),
        c.counted("户数", "households", 12),
        *(c.counted(grade.label, grade.code, 10) for grade in states.GRADES),
        c.counted("疑似", "suspected", 12),
        c.counted("异常", "anomalies", 12),
    ),
    query="by_township", takes=("month", "townships"), total=True, pinned=1, size=11,
    subtitle="{feedback_on}反馈镇街，{visit_by}前入户核实，{back_by}前报回台账。",
)  # fmt: skip
BY_RULE = Sheet(
    "分部门和规则",
    "{county}{month}预警情况汇总表（分部门和规则）",
    (
        c.wide(c.DEPARTMENT, 12),
        Column("规则编号", "rule_code", 12),
        Column("信息类别", "label", 34, "words"),
        c.wide(c.RISK, 14),
        c.wide(c.GRADE, 8),
        c.counted("来文行数", "lines", 12),
        c.counted("预警条数", "warnings", 12),
        c.counted("疑似条数", "suspected", 12),
    ),
    query="by_rule", takes=("month", "departments", "feed_codes", "feed_names", "feed_departments"),
    total=True, pinned=3, size=11,
    subtitle="来文行数不含与他文件完全相同的重复文件；同类信息有几条规则的，行数只列在第一条。",
)  # fmt: skip
ATTENTION = Sheet(
    "需关注事项",
    "{county}{month}需关注事项（共{count}件）",
    (
        c.wide(c.DEPARTMENT, 12),
        Column("何处", "place", 36, "words"),
        Column("何事", "what", 56, "words"),
        c.wide(c.TODO, 50),
    ),
    query="attention", takes=("month", "departments"), pinned=1,
)  # fmt: skip
WARNED_OFTEN = Sheet(
    "多次预警未识别",
    "{county}{month}多次预警未识别的户（共{count}户）",
    (
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 12),
        c.wide(c.HEAD_NAME, 9),
        Column("此前次数", "times", 6, "number"),
        Column("此前预警", "history", 56, "words"),
        Column("本月预警", "says", 44, "words"),
        c.wide(c.LONG_NUMBER, 19),
    ),
    query="warned_often", takes=("month",), pinned=3,
    subtitle="此前有{repeated_from}个月以上预警过而从未纳入，本月又有预警，只数近{repeated_within}个月的。请督促镇街重点核查，必要时县级复核。",
)  # fmt: skip
SUMMARY = Workbook("汇总表", "summary", "county", (BY_TOWNSHIP, BY_RULE, ATTENTION, WARNED_OFTEN))

OUTCOME_WIDTHS = {"suppressed": 13, "not_qualifying": 10}
ROWS_OUT = Sheet(
    "守恒核对",
    "{county}{month}守恒核对：来文行数与去向",
    (
        c.wide(c.DEPARTMENT, 11),
        c.wide(c.FILE, 48),
        c.counted("来文行数", "rows_in", 10),
        *(c.counted(way.label, way.code, OUTCOME_WIDTHS.get(way.code, 9)) for way in states.OUTCOMES),
        c.counted("合计", "rows_out"),
        Column("是否相符", "agrees", 10, colours=coloured(states.AGREEMENTS)),
    ),
    query="conservation", takes=("month", "departments"), total=True, pinned=2,
    subtitle=f"来文行数＝{'＋'.join(way.label for way in states.OUTCOMES)}。",
)  # fmt: skip
REASONS = Sheet(
    "原因",
    "{county}{month}守恒核对：各去向的原因",
    (
        c.wide(c.DEPARTMENT, 11),
        c.wide(c.FILE, 50),
        Column("去向", "outcome", 14),
        Column("原因", "reason", 50, "words"),
        c.counted("行数", "row_count", 10),
    ),
    query="conservation_reasons", takes=("month", "departments"), total=True, pinned=2,
)  # fmt: skip
CONSERVATION = Workbook("守恒核对", "conservation", "county", (ROWS_OUT, REASONS))

AWAITED = Sheet(
    "到报情况",
    "{county}{month}部门信息到报情况（应报{count}类）",
    (
        c.wide(c.DEPARTMENT, 11),
        c.LABEL,
        Column("应报日期", "send_by", 11, "date"),
        c.STATE,
        Column("收到日期", "arrived_on", 11, "date"),
        c.wide(c.FILE, 38),
        Column("行数", "row_count", 7, "number"),
        Column("上月行数", "rows_last_month", 7, "number"),
        Column("前几月中位数", "median_rows", 8, "number"),
        Column("提示", "flags", 10, colours=coloured(states.FLAGS)),
        c.NOTE,
        c.wide(c.TODO, 30),
        Column("联系人", "contact", 18, "words"),
    ),
    query="arrival", takes=("month", "departments"), pinned=2,
    subtitle="应于{send_by}前报送。行数中，几个文件都有的只计一次；收到日期取文件最后保存的日期。",
)  # fmt: skip
FILES = Sheet(
    "文件清单",
    "{county}{month}来文文件清单（共{count}个）",
    (
        c.wide(c.DEPARTMENT, 11),
        c.wide(c.FILE, 42),
        c.STATE,
        c.FEEDS,
        c.ROWS_IN,
        Column("非数据行", "set_apart", 8, "number"),
        c.NOTE,
        c.TODO,
    ),
    query="files", takes=("month", "departments"), pinned=2,
)  # fmt: skip
HEADINGS = Sheet(
    "列名对照",
    "{county}{month}列名对照：来文的每一列用作什么",
    (c.wide(c.DEPARTMENT, 11), c.wide(c.LABEL, 22), c.wide(c.FILE, 38), c.SHEET_NAME, *c.HEADING_USE),
    query="headings", takes=("month", "departments"), together="file_id", pinned=3,
    subtitle="“不认识”的列没有使用；其中若有应当使用的，请告知维护人员补充列名，或请部门改用通用列名。",
)  # fmt: skip
ROSTERS = Sheet(
    "名册变化",
    "{county}{month}全量名册比对：新增、变化、不再列入（共{count}条）",
    (
        c.wide(c.DEPARTMENT, 11),
        c.wide(c.LABEL, 22),
        c.wide(c.TOWNSHIP, 14),
        c.wide(c.VILLAGE, 14),
        c.wide(c.HEAD_NAME, 10),
        c.SENT_NAME,
        c.MASKED_NUMBER,
        Column("变化", "standing", 16),
        Column("上次", "watched_before", 10),
        Column("本次", "watched", 10),
    ),
    query="roster_changes", takes=("month", "departments", "feed_codes", "feed_names", "feed_departments"), pinned=2,
    subtitle="只列按全量名册报送的信息；数值为月保障金额（元）或残疾等级。首次报送的名册是基线，不列。号码已遮盖。",
)  # fmt: skip
ARRIVAL = Workbook("到报情况", "arrival", "county", (AWAITED, FILES, HEADINGS, ROSTERS))

UNMATCHED_ROWS = Sheet(
    "未匹配人员",
    "{county}{month}未匹配人员（共{count}行）",
    (
        c.wide(c.DEPARTMENT, 11),
        c.wide(c.LABEL, 22),
        c.wide(c.FILE, 34),
        c.SHEET_NAME,
        c.ROW_NUMBER,
        c.SENT_NAME,
        c.MASKED_NUMBER,
        Column("所写镇街", "township_text", 12),
        Column("所写村", "village_text", 12),
        c.REASON,
        c.QUALIFIES,
    ),
    query="unmatched", takes=("month", "departments", "feed_codes", "feed_names"), pinned=2,
    subtitle="没有列入预警的行；其中疑似匹配的已列入有关镇街的《疑似匹配》。号码已遮盖。",
)  # fmt: skip
UNMATCHED = Workbook("未匹配人员", "unmatched", "county", (UNMATCHED_ROWS,))

CHANGES = Sheet(
    "监测对象变更清单",
    "{county}{month}监测对象变更清单（共{count}户）",
    (
        Column("变更", "change_kind", 8, colours=coloured(states.CHANGES)),
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 12),
        c.wide(c.HEAD_NAME, 9),
        Column("户编号", "household_number", 19, "id"),
        c.wide(c.OF_HEAD, 20),
        Column("监测对象类别", "monitoring_kind", 13),
        Column("依据", "grounds", 40, "words"),
        Column("怎样办", "todo", 36, "words"),
        c.wide(c.LONG_NUMBER, 19),
        Column("县级核实意见", "", 14, "words", True),
        Column("函号和日期", "", 14, "words", True),
    ),
    query="monitoring_changes", takes=("month", "townships"), pinned=4, size=9, height=36,
    subtitle="镇街核实的与户库不一致的户。回退、清退要由上级后台变更：县级核实后，以正式函件附本清单上报。户库已经变更的，不再列出。",
)  # fmt: skip
MONITORING_CHANGES = Workbook("监测对象变更清单", "monitoring_changes", "county", (CHANGES,), only_with_rows=True)
"""额尔和: 新识别、风险消除及时录入，后台变更（回退、清退）以正式函件上报."""
