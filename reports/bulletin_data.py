"""The quarter's figures as a workbook, beside the document that tells them."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from sources.forms import tasks
from warehouse.tables import states

_TITLE = "{county}{quarter}防止返贫监测帮扶情况："
_SHARE = Column("符合率%", "percent", 10, "share")
DATA = Workbook(
    "季通报", "bulletin", "county",
    (
        Sheet(
            "分镇街", f"{_TITLE}分镇街",
            (
                c.wide(c.TOWNSHIP, 16), c.counted("预警条数", "warnings"), c.counted("办结条数", "done"), c.counted("符合条数", "met"),
                _SHARE, c.counted("在办条数", "still_open"), c.counted("新认定户数", "entered", 11), c.counted("风险消除户数", "relieved", 12),
                c.counted("其他退出户数", "removed", 12), c.counted("期末监测户数", "monitored_now", 12),
            ),
            total=True, pinned=1,
        ),
        Sheet(
            "分部门", f"{_TITLE}分部门",
            (
                c.wide(c.DEPARTMENT, 14), c.counted("应报类次", "awaited"), c.counted("未报类次", "missing"), c.counted("迟报类次", "late"),
                c.counted(states.UNREADABLE.label, "unreadable"), c.counted("预警条数", "warnings"), c.counted("办结条数", "done"),
                c.counted("符合条数", "met"), _SHARE, c.counted("帮扶任务户次", "tasks", 11), c.counted(tasks.DONE, "helped"),
                c.counted(tasks.UNDER_WAY, "under_way"), c.counted(tasks.CANNOT, "impossible"),
            ),
            total=True, pinned=1,
        ),
        Sheet(
            "分月", f"{_TITLE}分月",
            (
                Column("月份", "month", 12), c.counted("预警条数", "warnings"), c.counted("办结条数", "done"), c.counted("符合条数", "met"),
            ),
            total=True,
        ),
        Sheet(
            "存在问题", f"{_TITLE}存在问题",
            (
                Column("问题", "label", 44, "words"), Column("镇街或部门", "place", 18), Column("何月何事", "what", 44, "words"),
                Column("数目", "times", 8, "number"),
            ),
        ),
    ),
)  # fmt: skip
