"""月调度: how far the townships have come with a month's ledger, what presses, and whom the draw has hit."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.reminders import DAYS_OVER, LABEL, MONTH, NUMBER, STATE, limits_of
from warehouse.policy import Deadlines

PROGRESS = Sheet(
    "进展",
    "{county}{month}预警办理进展（月调度，截至{today}）",
    (
        c.wide(c.TOWNSHIP, 13),
        c.counted("反馈条数", "issued", 7),
        Column("台账", "ledger", 8, colours=c.STATES),
        Column("报回日期", "came_on", 11, "date"),
        c.counted("已入户", "visited", 7),
        c.counted("办结", "done", 7),
        c.counted("其中符合", "met", 7),
        Column("办结率%", "done_share", 7, "share"),
        c.counted("在办", "open", 7),
        c.counted("撤销", "withdrawn", 7),
        c.counted("往月在办", "earlier", 7),
        c.counted("超期", "overdue", 7),
        c.counted("临期", "soon", 7),
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
        c.counted("超期", "overdue", 8),
        c.counted("临期", "soon", 8),
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
        c.counted("已落实", "done", 10),
        c.counted("正在落实", "under_way", 10),
        c.counted("不能落实", "cannot", 10),
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
        Column("任务编号", "task", 20),
        c.wide(c.DEPARTMENT, 12),
        c.wide(c.TOWNSHIP, 14),
        c.wide(c.VILLAGE, 14),
        Column("预警编号", "number", 20),
        Column("落实日期", "measured_on", 12, "date"),
        Column("与户库核对", "compared", 40, "words"),
    ),
    query="dispatch_measures", pinned=1, is_optional=True,
    subtitle="部门报已落实的，应当录入系统，机、账、实一致。",
)  # fmt: skip
DRAWN = (
    Column("序号", "place", 6, "number"),
    c.wide(c.TOWNSHIP, 13),
)
DRAWN_TOWNSHIPS = Sheet(
    "抽查镇街",
    "{county}{month}随机抽取的现场指导镇街",
    (
        *DRAWN,
        Column("指导日期", "", 13, "date", True),
        Column("指导人员", "", 16, fill_in=True),
        Column("发现的问题", "", 70, "words", True),
        Column("指导编号", "number", 16),
    ),
    query="dispatch_townships", pinned=2, height=42,
    subtitle="填好后放入报回文件夹，由 fangpin returns 收回，结果告知镇街。抽取结果已登记，再次调度不会改变；怎样抽取的见《抽取登记》。",
)  # fmt: skip
DRAWN_HOUSEHOLDS = Sheet(
    "抽查户",
    "{county}{month}随机抽取的复核户（共{count}户）",
    (
        *DRAWN,
        c.wide(c.VILLAGE, 11),
        c.wide(c.HEAD_NAME, 9),
        c.wide(c.SAYS, 36),
        Column("办理结果", "label", 22, "words"),
        Column("办结日期", "closed_on", 11, "date"),
        Column("核查人员", "checked_by", 11, "words"),
        Column("预警编号", "number", 19, "words"),
        Column("复核日期", "rechecked_on", 11, "date", True),
        Column("复核人", "rechecked_by", 9, fill_in=True),
        Column("是否属实", "is_true", 7, "yes_no", True),
        Column("复核情况", "recheck_says", 20, "words", True, needed_where=("是否属实", "否")),
        c.wide(c.SEAL, 9.5),
    ),
    query="dispatch_households", pinned=4, size=9, height=42, sealed=("number", "", "", "says"),
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
            Column("预警信息来源", "department", 12),
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
