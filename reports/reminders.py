"""What presses: the warnings of a township whose time limits are over or soon will be."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.looks import coloured
from warehouse.due import OBLIGATIONS
from warehouse.policy import Deadlines
from warehouse.tables import states

STATE = Column("状态", "state", 7, colours=coloured(states.LIMITS))
DAYS_OVER = Column("已超天数", "days_over", 7, "number")
LABEL = Column("办到哪一步", "label", 12)
MONTH = Column("台账月份", "month", 9)
NUMBER = c.wide(c.NUMBER, 19)


def limits_of(deadlines: Deadlines) -> tuple[Column, ...]:
    """The last day of each thing to do that the policy sets a time limit for."""
    unset = {"responsible": deadlines.responsible_within_days is None, "plan": deadlines.plan_within_days is None}
    names = (name for name in OBLIGATIONS if not unset.get(name))
    return tuple(Column(f"{OBLIGATIONS[name]}期限", f"{name}_by", 11, "date") for name in names)


def reminders_of(deadlines: Deadlines) -> Workbook:
    """催办清单: the township's own people, who they are and what is to be done of them."""
    sheet = Sheet(
        "催办清单",
        "{place}超期和临期的预警（截至{today}，共{count}条）",
        (
            STATE,
            DAYS_OVER,
            *limits_of(deadlines),
            c.wide(c.VILLAGE, 11),
            c.wide(c.HEAD_NAME, 9),
            c.wide(c.SUBJECT_NAME, 9),
            c.wide(c.SAYS, 34),
            c.wide(c.GRADE, 6),
            LABEL,
            MONTH,
            NUMBER,
        ),
        query="reminders", takes=c.OF_PLACE, pinned=1,
        subtitle="列出的期限都还没有做到；已经做到的，请在台账和《办理过程》中填写日期报回。以前各月的一并列出。",
    )  # fmt: skip
    return Workbook("催办清单", "reminders", "township", (sheet,), only_with_rows=True)
