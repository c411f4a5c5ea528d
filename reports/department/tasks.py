"""What departments are asked to do for newly monitored households, and whom they may help: 任务清单, 监测帮扶人员名单."""

from __future__ import annotations

from dataclasses import replace

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from reports.workbooks.refusals import MARKED, refusals_sheet
from sources.forms import tasks as f
from sources.forms.form import SENT_BACK

_WIDTHS = {
    "number": 13, "township": 6, "village": 7, "head_name": 6, "head_id": 15.8, "phone": 10, "members": 4.2, "subjects": 15.8, "risk": 6,
    "need": 13, "says": 19, "entered_on": 9.4, "hints": 12, "measure": 16, "measured_on": 9.4, "outcome": 7, "handled_by": 6.4, "note": 10,
    "seal": 6.8,
}  # fmt: skip
_LIST = Sheet(
    f.TASKS.name, "{place}{month}防止返贫监测对象帮扶任务清单（共{count}户）", c.columns_of(f.TASKS.fields, _WIDTHS),
    query="tasks", takes=c.OF_PLACE, pinned=4, size=9, height=42, sealed=f.TASKS.sealed,
    subtitle="按程序新认定的监测对象、走绿色通道先行帮扶的，和以前推送还没有办结的。请落实帮扶政策，填写浅黄底色的格，随下次报送的预警信息一并报回本表。",
)  # fmt: skip
_VOID = Sheet(
    "已撤销任务", "{place}{month}不再需要办理的帮扶任务（共{count}户）",
    c.columns(task_number=20, township=12, village=14, head_name=10, of_head=21, need=40, since=10, result_now=18),
    query="tasks_void", takes=c.OF_PLACE, pinned=4, is_optional=True,
    subtitle="经镇街更正，这些户不符合认定标准或预警已撤销，以前推送的任务不必再办；已经办了的，照旧登记。",
)  # fmt: skip
TASKS = Workbook(f.TASKS.name, "tasks", "helper", (_LIST, _VOID), comes_back=True, only_with_rows=True)

_REFUSAL_WIDTHS = {
    "task_number": 19, "township": 10, "village": 12, "head_name": 10, "item_label": 14, "written": 22, "how_to_mend": 48, "file_name": 30,
    "sheet": 12, "row_number": 7,
}  # fmt: skip
_REFUSALS = refusals_sheet(
    f"{{place}}{{month}}{f.TASKS.name}{SENT_BACK}（共{{count}}处）", "task_refusals", _REFUSAL_WIDTHS
)
_NOT_REPEATED = ("phone", "members", "subjects", "hints")
_RETURNED = replace(
    _LIST, columns=tuple(column for column in _LIST.columns if column.field not in _NOT_REPEATED), title=f"{{place}}{{month}}防止返贫监测对象帮扶任务清单：第{{edition}}次{SENT_BACK}（共{{count}}户）", query="tasks_returned", said="tasks_said",
    subtitle=f"{MARKED}改正后报回本表。",
)  # fmt: skip
REFUSED_TASKS = Workbook(
    f"{SENT_BACK}_{f.TASKS.name}",
    "tasks",
    "helper",
    (_REFUSALS, _RETURNED),
    comes_back=True,
    only_with_rows=True,
    corrects=True,
)

PEOPLE = Workbook(
    "监测帮扶人员名单",
    "monitored",
    "county",
    (
        Sheet(
            "监测帮扶人员名单", "{county}{month}监测帮扶人员名单（共{count}人）", c.columns(
                township=12, village=12, head_name=10, household_number=19, person_name=10, id_card=21, relation=10, monitoring_kind=16,
                is_new=8,
            ),
            query="monitored", takes=("month", "townships"), together="household_id", pinned=3,
            subtitle="户库中在监测（风险未消除）的，和本月台账中新认定并录入系统的。供各部门落实帮扶政策，不得转作他用。",
        ),
    ),
    only_with_rows=True,
)  # fmt: skip
