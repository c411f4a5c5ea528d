"""入户清单 and 办理过程: which households a township visits, and on which day each step of the procedure was done."""

from __future__ import annotations

from collections import Counter

from reports.township.ledger import BEFORE
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from sources.forms.visits import VISITS, progress_of
from warehouse.policy.procedures import STEPS
from warehouse.policy.words import Procedure

PROGRESS_WIDTHS = {
    "township": 8, "village": 10, "head_name": 8, "head_id": 15.8, "says": 20, "hints": 15, "steps_with": 13.5, "visit_mode": 7,
    "green": 6, "responsible": 9, "responsible_on": 10.5, "plan_on": 10.5, "number": 13.5, "seal": 9.5,
    **dict.fromkeys(STEPS.values(), 10.5),
}  # fmt: skip
VISITS_WIDTHS = {
    "township": 9, "village": 11, "head_name": 9, "head_id": 20, "members": 6, "phone": 13, "warnings": 6, "grade": 6, "says": 44,
    "visit_by": 12, "hints": 22, "account": 36, "visited_on": 12, "visited_by": 11, "situation": 34, "number": 19, "seal": 9.5,
}  # fmt: skip

VISITS_SHEET = Sheet(
    VISITS.name, "{place}{month}入户清单（共{count}户）", c.columns_of(VISITS.fields, VISITS_WIDTHS),
    query="visits", takes=c.OF_PLACE, pinned=3, height=48, sealed=VISITS.sealed,
    subtitle="一户一行，请于{visit_by}前入户核实；带本表入户，随手填写。“近12个月收支”是部门报来的，只是线索：没有报来的写“缺”，到户问实。",
)  # fmt: skip

VISITS_CODE = "visits"
VISITS_BOOK = Workbook(VISITS.name, "warnings", "township", (VISITS_SHEET,), comes_back=True, only_with_rows=True)
"""入户清单 alone, to be parted by village: `fangpin list visits`."""


def _in_parallel(procedure: Procedure) -> str:
    """Which steps need no turn, told behind 按次序: those that stand in several groups, and a group of several."""
    stands = Counter(step for group in procedure.steps for step in group)
    anytime = [step for step, times in stands.items() if times > 1]
    together = ["和".join(group) for group in procedure.steps if len(group) > 1 and not set(group) & set(anytime)]
    told = [f"{'、'.join(anytime)}与前面几步同步进行"] if anytime else []
    told += [f"{steps}不分先后" for steps in together]
    return f"（{'，'.join(told)}）" if told else ""


def progress_sheet(procedure: Procedure) -> Sheet:
    """办理过程: a day for each step of the policy's procedure, in its order."""
    form = progress_of(list(dict.fromkeys(STEPS[label] for group in procedure.steps for label in group)))
    return Sheet(
        form.name, "{place}{month}办理过程（共{count}条）", c.columns_of(form.fields, PROGRESS_WIDTHS),
        query="progress", takes=c.OF_PLACE, said=BEFORE, together="household_id", pinned=3, size=9, height=30,
        subtitle="一条一行。“同办预警”写有编号的，与本户那一条一并办理，日期只在那一条填写；分开办理的清空它，各填各的。"
        f"符合标准的按次序填写各步日期{_in_parallel(procedure)}；不符合标准的只填入户核实日期。已在监测的不走程序，低保特困免信息比对。",
        sealed=form.sealed,
    )  # fmt: skip
