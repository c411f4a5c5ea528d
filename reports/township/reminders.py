"""What presses: the warnings of a township whose time limits are over or soon will be."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from warehouse.due import OBLIGATIONS
from warehouse.policy.deadlines import Deadlines


def limits_of(deadlines: Deadlines) -> dict[str, float]:
    """The last day of each thing to do that the policy sets a time limit for: the columns, and their width."""
    unset = {"responsible": deadlines.responsible_within_days is None, "plan": deadlines.plan_within_days is None}
    return {f"{name}_by": 11 for name in OBLIGATIONS if not unset.get(name)}


def reminders_of(deadlines: Deadlines) -> Workbook:
    """催办清单: the township's own people, who they are and what is to be done of them."""
    sheet = Sheet(
        "催办清单", "{place}超期和临期的预警（截至{today}，共{count}条）", c.columns(
            pressing=7, days_over=7, **limits_of(deadlines), village=11, head_name=9, subject_name=9, says=34, grade=6, step=12,
            ledger_month=9, number=19,
        ),
        query="reminders", takes=c.OF_PLACE, pinned=1,
        subtitle="列出的期限都还没有做到；已经做到的，请在台账和《办理过程》中填写日期报回。以前各月的一并列出。",
    )  # fmt: skip
    return Workbook("催办清单", "reminders", "township", (sheet,), only_with_rows=True)
