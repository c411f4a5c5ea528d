"""月调度: how far the townships have come with a month's ledger, what presses, and whom the draw has hit."""

from __future__ import annotations

from dataclasses import replace

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.looks import coloured
from reports.reminders import DAYS_OVER, LABEL, MONTH, NUMBER, STATE, limits_of
from sources.forms import tasks
from sources.forms import whose as w
from sources.forms.dispatch import GUIDANCE, RECHECKS
from warehouse.policy import Deadlines
from warehouse.tables import states

PROGRESS = Sheet(
    "进展",
    "{county}{month}预警办理进展（月调度，截至{today}）",
    (
        c.wide(c.TOWNSHIP, 13),
        c.counted("反馈条数", "issued", 7),
        Column("台账", "ledger", 8, colours=coloured(states.ARRIVALS)),
        Column("报回日期", "came_on", 11, "date"),
        c.counted("已入户", "visited", 7),
        c.counted("办结", "done", 7),
        c.counted("其中符合", "met", 7),
        Column("办结率%", "done_share", 7, "share"),
        c.counted("在办", "open", 7),
        c.counted("撤销", "withdrawn", 7),
        c.counted("往月在办", "earlier", 7),
        c.counted(states.OVERDUE.label, "overdue", 7),
        c.counted(states.SOON.label, "soon", 7),
        c.counted("退回待补正", "refused", 8),
        c.counted("异常条数", "asked", 7),
        c.counted("异常已答复", "answered", 8),
    ),
    query="dispatch_progress", takes=("month", "townships", "back_by"), total=True, pinned=1,
    subtitle="{feedback_on}反馈镇街，台账应于{back_by}前报回，{dispatch_by}前调度。超期、临期含往月没有办结的；办结率不含撤销的。",
)  # fmt: skip
GROUPS = Sheet(
    "督导分组",
    "{county}{month}督导分组进展（截至{today}）",
    (
        Column("组别", "group_name", 12),
        Column("组长", "leader", 10),
        Column("成员", "members", 24, "words"),
        Column("镇街或村（社区）", "place", 18),
        c.counted("反馈条数", "issued", 8),
        c.counted("已入户", "visited", 8),
        c.counted("办结", "done", 8),
        c.counted("在办", "open", 8),
        c.counted(states.OVERDUE.label, "overdue", 8),
        c.counted(states.SOON.label, "soon", 8),
        c.wide(c.NOTE, 30),
    ),
    query="dispatch_groups", takes=("month", "townships"), together="group_name", total=True, pinned=1, is_optional=True,
    subtitle="分组写在 settings.toml 的 [[group]] 中。在办、超期、临期含往月没有办结的。",
)  # fmt: skip
TASKS = Sheet(
    "部门任务",
    "{county}{month}部门帮扶任务进展（截至{today}）",
    (
        c.wide(c.DEPARTMENT, 16),
        c.counted("任务数", "tasks", 10),
        c.counted("其中本月推送", "fresh", 10),
        c.counted(tasks.DONE, "done", 10),
        c.counted(tasks.UNDER_WAY, "under_way", 10),
        c.counted(tasks.CANNOT, "cannot", 10),
        c.counted("没有答复", "silent", 10),
        Column("最早推送而没有答复的", "silent_since", 16),
        c.counted("退回待补正", "refused", 12),
    ),
    query="dispatch_tasks", total=True, pinned=1, is_optional=True,
    subtitle="一户一个部门一个任务，含以前各月推送的；没有办结的逐月列入该部门的任务清单。",
)  # fmt: skip
MEASURES = Sheet(
    "措施核对",
    "{county}部门落实的措施与户库核对（{month}，共{count}个任务）",
    (
        c.printed(replace(tasks.NUMBER, name="task"), 20),
        c.wide(c.DEPARTMENT, 12),
        c.wide(c.TOWNSHIP, 14),
        c.wide(c.VILLAGE, 14),
        c.wide(c.NUMBER, 20),
        c.printed(tasks.MEASURED_ON.shown(), 12),
        Column("与户库核对", "compared", 40, "words"),
    ),
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
    "抽取登记",
    "{county}{month}随机抽取登记",
    (
        Column("抽取什么", "kind", 22),
        Column("抽中几个", "drawn", 12, "number"),
        Column("从几个中抽取", "drawn_from", 14, "number"),
        Column("抽取日期", "drawn_on", 14, "date"),
        Column("种子", "seed", 36),
        Column("怎样抽取", "how", 56, "words"),
    ),
    query="dispatch_draws",
    subtitle="种子由本机 keys/draw.key 中的密钥和月份算出，抽取以前外人算不出来；抽取以后，任何人都可以按种子重新算一遍，得到同样的结果。",
)  # fmt: skip


def dispatch_of(deadlines: Deadlines) -> Workbook:
    """The workbook, with the time limits that the policy sets. Only the households that were drawn are named."""
    pressing = Sheet(
        "超期和临期",
        "{county}超期和临期的预警（截至{today}，共{count}条）",
        (
            STATE,
            DAYS_OVER,
            *limits_of(deadlines),
            c.wide(c.TOWNSHIP, 13),
            c.wide(c.VILLAGE, 13),
            c.printed(w.SOURCE, 12),
            c.wide(c.RISK, 14),
            c.wide(c.GRADE, 6),
            LABEL,
            MONTH,
            NUMBER,
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
