"""What the county keeps: figures by township and rule, rows in and out, who has sent, whom nobody was found for."""

from __future__ import annotations

from reports.department.feedback import HEADING_USE
from reports.workbooks import columns as c
from reports.workbooks.layout import READ_AT_MOST, Sheet, Workbook
from warehouse.tables import states

BY_TOWNSHIP = Sheet(
    "分镇街", "{county}{month}预警情况汇总表（分镇街）",
    c.columns(township=18, warnings=12, households=12, red=10, orange=10, yellow=10, suspected=12, anomalies=12),
    query="by_township", takes=("month", "townships"), total=True, pinned=1, size=11,
    subtitle="{feedback_on}反馈镇街，{visit_by}前入户核实，{back_by}前报回台账。",
)  # fmt: skip
BY_RULE = Sheet(
    "分部门和规则", "{county}{month}预警情况汇总表（分部门和规则）",
    c.columns(department=12, rule_code=12, label=34, risk=14, grade=8, lines=12, warnings=12, suspected_count=12),
    query="by_rule", takes=("month", "departments", "feed_codes", "feed_names", "feed_departments"),
    total=True, pinned=3, size=11,
    subtitle="来文行数不含与他文件完全相同的重复文件；同类信息有几条规则的，行数只列在第一条。",
)  # fmt: skip
ATTENTION = Sheet(
    "需关注事项", "{county}{month}需关注事项（共{count}件）", c.columns(department=12, where=36, what=56, todo=50),
    query="attention", takes=("month", "departments"), pinned=1,
)  # fmt: skip
WARNED_OFTEN = Sheet(
    "多次预警未识别", "{county}{month}多次预警未识别的户（共{count}户）",
    c.columns(township=12, village=12, head_name=9, times_before=6, history=56, warned_now=44, long_number=19),
    query="warned_often", takes=("month",), pinned=3,
    subtitle="此前有{repeated_from}个月以上预警过而从未纳入，本月又有预警，只数近{repeated_within}个月的。请督促镇街重点核查，必要时县级复核。",
)  # fmt: skip
SUMMARY = Workbook("汇总表", "summary", "county", (BY_TOWNSHIP, BY_RULE, ATTENTION, WARNED_OFTEN))

ROWS_OUT = Sheet(
    "守恒核对", "{county}{month}守恒核对：来文行数与去向", c.columns(
        department=11, file_name=48, sent_rows=10, warned=9, merged=9, suppressed=13, not_qualifying=10, unmatched=9, rejected=9,
        rows_out=9, agrees=10,
    ),
    query="conservation", takes=("month", "departments"), total=True, pinned=2,
    subtitle=f"来文行数＝{'＋'.join(way.label for way in states.OUTCOMES)}。",
)  # fmt: skip
REASONS = Sheet(
    "原因", "{county}{month}守恒核对：各去向的原因", c.columns(department=11, file_name=50, outcome=14, reason=50, row_count=10),
    query="conservation_reasons", takes=("month", "departments"), total=True, pinned=2,
)  # fmt: skip
CONSERVATION = Workbook("守恒核对", "conservation", "county", (ROWS_OUT, REASONS))

AWAITED = Sheet(
    "到报情况", "{county}{month}部门信息到报情况（应报{count}类）", c.columns(
        department=11, feed_label=26, send_by=11, state=10, arrived_on=11, file_name=38, row_count=7, rows_last_month=7, median_rows=8,
        flags=10, note=36, todo=30, contact=18,
    ),
    query="arrival", takes=("month", "departments"), pinned=2,
    subtitle="应于{send_by}前报送。行数中，几个文件都有的只计一次；收到日期取文件最后保存的日期。",
)  # fmt: skip
FILES = Sheet(
    "文件清单", "{county}{month}来文文件清单（共{count}个）",
    c.columns(department=11, file_name=42, state=10, feeds=26, rows_in=8, set_apart=8, note=36, todo=36),
    query="files", takes=("month", "departments"), pinned=2,
)  # fmt: skip
HEADINGS = Sheet(
    "列名对照", "{county}{month}列名对照：来文的每一列用作什么",
    c.columns(department=11, feed_label=22, file_name=38, sheet=12, **HEADING_USE),
    query="headings", takes=("month", "departments"), together="file_id", pinned=3,
    subtitle="“不认识”的列没有使用；其中若有应当使用的，请告知维护人员补充列名，或请部门改用通用列名。",
)  # fmt: skip
ROSTERS = Sheet(
    "名册变化", "{county}{month}全量名册比对：新增、变化、不再列入（共{count}条）", c.columns(
        department=11, feed_label=22, township=14, village=14, head_name=10, sent_name=10, masked_number=21, standing=16, watched_before=10,
        watched=10,
    ),
    query="roster_changes", takes=("month", "departments", "feed_codes", "feed_names", "feed_departments"), pinned=2,
    rows_at_most=READ_AT_MOST,
    subtitle="只列按全量名册报送的信息；数值为月保障金额（元）或残疾等级。首次报送的名册是基线，不列。号码已遮盖。",
)  # fmt: skip
ARRIVAL = Workbook("到报情况", "arrival", "county", (AWAITED, FILES, HEADINGS, ROSTERS))

UNMATCHED_ROWS = Sheet(
    "未匹配人员", "{county}{month}未匹配人员（共{count}行）", c.columns(
        department=11, feed_label=22, file_name=34, sheet=12, row_number=7, sent_name=10, masked_number=21, township_text=12,
        village_text=12, unmatched_because=44, is_qualifying=11,
    ),
    query="unmatched", takes=("month", "departments", "feed_codes", "feed_names"), pinned=2, rows_at_most=READ_AT_MOST,
    subtitle="没有列入预警的行；其中疑似匹配的已列入有关镇街的《疑似匹配》。号码已遮盖。",
)  # fmt: skip
UNMATCHED = Workbook("未匹配人员", "unmatched", "county", (UNMATCHED_ROWS,))

CHANGES = Sheet(
    "监测对象变更清单", "{county}{month}监测对象变更清单（共{count}户）", c.columns(
        change_kind=8, township=12, village=12, head_name=9, household_number=19, of_head=20, monitoring_kind=13, grounds=40, what_to_do=36,
        long_number=19, county_opinion=14, formal_letter=14,
    ),
    query="monitoring_changes", takes=("month", "townships"), pinned=4, size=9, height=36,
    subtitle="镇街核实的与户库不一致的户。回退、清退要由上级后台变更：县级核实后，以正式函件附本清单上报。户库已经变更的，不再列出。",
)  # fmt: skip
MONITORING_CHANGES = Workbook("监测对象变更清单", "monitoring_changes", "county", (CHANGES,), only_with_rows=True)
"""额尔和: 新识别、风险消除及时录入，后台变更（回退、清退）以正式函件上报."""
