"""What departments are asked to do for newly monitored households, and whom they may help: 任务清单, 监测帮扶人员名单."""

from __future__ import annotations

from dataclasses import replace

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from sources.returned.tasks import OUTCOMES

_LIST = Sheet(
    "任务清单",
    "{place}{month}防止返贫监测对象帮扶任务清单（共{count}户）",
    (
        Column("任务编号", "number", 13),
        c.wide(c.TOWNSHIP, 6),
        c.wide(c.VILLAGE, 7),
        c.wide(c.HEAD_NAME, 6),
        Column("身份证(户主)", "head_id", 15.8, "id"),
        Column("联系电话", "phone", 10, "id"),
        Column("家庭人数", "members", 4.2, "number"),
        Column("预警对象", "subjects", 15.8, "words"),
        c.wide(c.RISK, 6),
        Column("帮扶需求", "need", 13, "words"),
        c.wide(c.SAYS, 19),
        Column("录入系统日期", "entered_on", 9.4, "date"),
        c.wide(c.HINTS, 12),
        Column("帮扶措施", "measure", 16, "words", True, prompt="写明做了什么，如：落实医疗救助3200元。"),
        Column("落实日期", "measured_on", 9.4, "date", True, prompt="写成 2026-11-20 这样的日期，还没有落实的不写。"),
        Column("落实情况", "outcome", 7, "choice", True, choices=OUTCOMES, prompt="从下拉框选一项。"),
        Column("经办人", "handled_by", 6.4, fill_in=True, prompt="写经办人的姓名。"),
        Column("备注", "note", 10, "words", True, needed_where=("落实情况", "不能落实"), prompt="不能落实的写明原因。"),
        c.SEAL,
    ),
    query="tasks", takes=c.OF_PLACE, pinned=4, size=9, height=42, sealed=("number", "head_id"),
    subtitle="按程序新认定的监测对象、走绿色通道先行帮扶的，和以前推送还没有办结的。请落实帮扶政策，填写浅黄底色的格，随下次报送的预警信息一并报回本表。",
)  # fmt: skip
_VOID = Sheet(
    "已撤销任务",
    "{place}{month}不再需要办理的帮扶任务（共{count}户）",
    (
        Column("任务编号", "number", 20),
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 14),
        c.wide(c.HEAD_NAME, 10),
        Column("身份证(户主)", "head_id", 21, "id"),
        Column("帮扶需求", "need", 40, "words"),
        Column("推送月份", "since", 10),
        Column("现在的结果", "label", 18),
    ),
    query="tasks_void", takes=c.OF_PLACE, pinned=4, is_optional=True,
    subtitle="经镇街更正，这些户不符合认定标准或预警已撤销，以前推送的任务不必再办；已经办了的，照旧登记。",
)  # fmt: skip
TASKS = Workbook("任务清单", "tasks", "helper", (_LIST, _VOID), comes_back=True, only_with_rows=True)

_REFUSALS = Sheet(
    "退回原因",
    "{place}{month}任务清单退回补正（共{count}处）",
    (
        Column("任务编号", "number", 19),
        c.wide(c.TOWNSHIP, 10),
        c.wide(c.VILLAGE, 12),
        c.wide(c.HEAD_NAME, 10),
        Column("哪一项", "item_label", 14, "words"),
        Column("原来填的", "written", 22, "words"),
        Column("原因和怎样改", "reason", 48, "words"),
        c.wide(c.FILE, 30),
        c.SHEET_NAME,
        c.ROW_NUMBER,
    ),
    query="task_refusals", takes=("month", "place", "item_names", "item_labels"), pinned=1,
    subtitle="这些格不能采用，其余的已经采用。请在后面的表中改正红底的格，报回本表。",
)  # fmt: skip
_NOT_REPEATED = ("phone", "members", "subjects", "hints")
_RETURNED = replace(
    _LIST, columns=tuple(column for column in _LIST.columns if column.field not in _NOT_REPEATED), title="{place}{month}防止返贫监测对象帮扶任务清单：第{edition}次退回补正（共{count}户）", query="tasks_returned", said="tasks_said",
    subtitle="已采用的照填在内；红底的格不能采用，原因写在批注和《退回原因》中。改正后报回本表。",
)  # fmt: skip
REFUSED_TASKS = Workbook(
    "退回补正_任务清单", "tasks", "helper", (_REFUSALS, _RETURNED), comes_back=True, only_with_rows=True, corrects=True
)

PEOPLE = Workbook(
    "监测帮扶人员名单",
    "monitored",
    "county",
    (
        Sheet(
            "监测帮扶人员名单",
            "{county}{month}监测帮扶人员名单（共{count}人）",
            (
                c.wide(c.TOWNSHIP, 12),
                c.wide(c.VILLAGE, 12),
                c.wide(c.HEAD_NAME, 10),
                Column("户编号", "household_number", 19, "id"),
                Column("姓名", "person_name", 10),
                Column("身份证", "person_number", 21, "id"),
                Column("与户主关系", "relation", 10),
                Column("监测对象类别", "monitoring_kind", 16),
                Column("本月新增", "is_new", 8),
            ),
            query="monitored", takes=("month", "townships"), together="household_id", pinned=3,
            subtitle="户库中在监测（风险未消除）的，和本月台账中新认定并录入系统的。供各部门落实帮扶政策，不得转作他用。",
        ),
    ),
    only_with_rows=True,
)  # fmt: skip
