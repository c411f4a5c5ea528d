"""月调度: how far the townships have come with a month's ledger, what presses, and whom the draw has hit."""

from __future__ import annotations

from reports.township.reminders import limits_of
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from sources.forms.dispatch import GUIDANCE, RECHECKS
from warehouse.policy.deadlines import Deadlines

PROGRESS = Sheet(
    "进展", "{county}{month}预警办理进展（月调度，截至{today}）", c.columns(
        township=13, issued=7, ledger=8, came_on=11, visited=7, done=7, of_them_met=7, done_share=7, open=7, withdrawn=7, earlier=7,
        overdue=7, soon=7, refused=8, asked=7, answered=8,
    ),
    query="dispatch_progress", takes=("month", "townships", "back_by"), total=True, pinned=1,
    subtitle="{feedback_on}反馈镇街，台账应于{back_by}前报回，{dispatch_by}前调度。超期、临期含往月没有办结的；办结率不含撤销的。",
)  # fmt: skip
GROUPS = Sheet(
    "督导分组", "{county}{month}督导分组进展（截至{today}）", c.columns(
        group_name=12, leader=10, group_members=24, group_place=18, issued=8, visited=8, done=8, open=8, overdue=8, soon=8, note=30,
    ),
    query="dispatch_groups", takes=("month", "townships"), together="group_name", total=True, pinned=1, is_optional=True,
    subtitle="分组写在 settings.toml 的 [[group]] 中，没有写的按政策。在办、超期、临期含往月没有办结的。",
)  # fmt: skip
TASKS = Sheet(
    "部门任务", "{county}{month}部门帮扶任务进展（截至{today}）", c.columns(
        department=16, tasks=10, fresh=10, helped=10, under_way=10, cannot=10, silent=10, silent_since=16, refused=12,
    ),
    query="dispatch_tasks", total=True, pinned=1, is_optional=True,
    subtitle="一户一个部门一个任务，含以前各月推送的；没有办结的逐月列入该部门的任务清单。",
)  # fmt: skip
MEASURES = Sheet(
    "措施核对", "{county}部门落实的措施与户库核对（{month}，共{count}个任务）",
    c.columns(task=20, department=12, township=14, village=14, number=20, measured_on=12, compared=40),
    query="dispatch_measures", pinned=1, is_optional=True,
    subtitle="部门报已落实的，应当录入系统，机、账、实一致。",
)  # fmt: skip
TOWNSHIP_WIDTHS = {"place": 6, "township": 13, "guided_on": 13, "guided_by": 16, "found": 70, "number": 16}
DRAWN_TOWNSHIPS = Sheet(
    GUIDANCE.name, "{county}{month}随机抽取的现场指导镇街", c.columns_of(GUIDANCE.fields, TOWNSHIP_WIDTHS),
    query="dispatch_townships", pinned=2, height=42,
    subtitle="填好后放入报回文件夹，由 fangpin returns 收回，结果告知镇街。抽取结果已登记，再次调度不会改变；怎样抽取的见《抽取登记》。",
)  # fmt: skip
HOUSEHOLD_WIDTHS = {
    "place": 6, "township": 13, "village": 11, "head_name": 9, "says": 36, "label": 22, "closed_on": 11, "checked_by": 11, "number": 19,
    "rechecked_on": 11, "rechecked_by": 9, "is_true": 7, "recheck_says": 20, "seal": 9.5,
}  # fmt: skip
DRAWN_HOUSEHOLDS = Sheet(
    RECHECKS.name, "{county}{month}随机抽取的复核户（共{count}户）", c.columns_of(RECHECKS.fields, HOUSEHOLD_WIDTHS),
    query="dispatch_households", pinned=4, size=9, height=42, sealed=RECHECKS.sealed,
    subtitle="填好后放入报回文件夹，由 fangpin returns 收回，结果告知镇街。从本月有预警办结的户中抽取，抽取结果已登记，再次调度不会改变。含姓名，只供区里复核用，不随本表转发。",
)  # fmt: skip
DRAWS = Sheet(
    "抽取登记", "{county}{month}随机抽取登记", c.columns(drawn_kind=22, drawn=12, drawn_from=14, drawn_on=14, seed=36, how=56),
    query="dispatch_draws",
    subtitle="种子由本机 keys/draw.key 中的密钥和月份算出，抽取以前外人算不出来；抽取以后，任何人都可以按种子重新算一遍，得到同样的结果。",
)  # fmt: skip


def dispatch_of(deadlines: Deadlines) -> Workbook:
    """The workbook, with the time limits that the policy sets. Only the households that were drawn are named."""
    pressing = Sheet(
        "超期和临期", "{county}超期和临期的预警（截至{today}，共{count}条）", c.columns(
            pressing=7, days_over=7, **limits_of(deadlines), township=13, village=13, source=12, risk=14, grade=6, step=12, ledger_month=9,
            number=19,
        ),
        query="dispatch_pressing", takes=("month", "townships"), pinned=1,
        subtitle="不列姓名；是谁、办什么，见各镇街的《催办清单》。",
    )  # fmt: skip
    return Workbook(
        "月调度",
        "dispatch",
        "county",
        (PROGRESS, GROUPS, TASKS, MEASURES, pressing, DRAWN_TOWNSHIPS, DRAWN_HOUSEHOLDS, DRAWS),
        apart=True,
    )
