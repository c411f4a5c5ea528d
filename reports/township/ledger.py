"""预警信息台账: the ledger that a township fills in, in a policy's words and order, and the sheets that share its columns.

Widths are for A4 across: the ledger's twenty-two columns leave letters of about six and a half points on paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.workbooks import columns as c
from reports.workbooks.layout import PrintedColumn, Sheet
from sources.forms.form import Form
from sources.forms.ledger import CARRIED, NOTICE, ledger_of, own_lines_of, placing_of
from warehouse.handling import DEPARTMENTS_WAY
from warehouse.policy.words import Ledger, Policy

NOTICE_WIDTHS = {
    "township": 5, "village": 7.4, "head_name": 5.6, "head_id": 15.8, "way": 3.2, "department": 5.6, "says": 19, "feedback_on": 9.4,
    "meets": 5.2, "reason": 11, "told": 6.6, "checked_by": 6.6, "done_on": 9.4,
}  # fmt: skip
LEDGER_WIDTHS = NOTICE_WIDTHS | {
    "number": 12.8, "subject_name": 5.6, "subject_id": 15.8, "relation": 5.4, "risk": 5.4, "grade": 3.8, "visit_by": 9.4,
    "hints": 14, "provenance": 17, "seal": 6.8,
}  # fmt: skip
ELSE_WIDTHS = {"yes_no": 6, "date": 9.4, "words": 9}
"""What only this policy asks, by its kind."""
ALONE_WIDTHS = {"head_name": 8, "way": 6, "department": 8, "says": 34, "reason": 20, "checked_by": 10}
"""On paper the notice's thirteen columns have the sheet for themselves."""
PLACING_WIDTHS = {
    "number": 20, "subject_name": 8, "subject_id": 18, "head_id": 18, "department": 8, "says": 36, "hints": 32, "provenance": 24,
    "placed": 12, "seal": 9.5,
}  # fmt: skip
OWN_WIDTHS = NOTICE_WIDTHS | {
    "village": 9, "head_name": 7, "head_id": 17, "subject_name": 7, "subject_id": 17, "way": 8, "told_by": 8, "says": 26,
    "found_on": 9.4,
}  # fmt: skip
BEFORE = "said_before"
"""What earlier months' ledgers said and was taken: it stands in the sheet, and is not asked again."""
OWN_ROWS = 200
"""So many rows are checked while they are filled in; further ones are read all the same."""


def ledger_form(policy: Policy, risks: tuple[str, ...] = ()) -> Form:
    """The ledger in the policy's words and order. risks: the choices of 风险类型, where it may be set."""
    ledger = policy.ledger
    return ledger_of(ledger.columns, _ways_of_people(ledger), ledger.told_ways, risks)


def _ways_of_people(ledger: Ledger) -> tuple[str, ...]:
    return tuple(way for way in ledger.ways if way != DEPARTMENTS_WAY)


def ledger_columns(form: Form) -> tuple[PrintedColumn, ...]:
    """The ledger's columns, as wide as they can be beside each other."""
    more = {field.name: ELSE_WIDTHS[field.kind] for field in form.fields if field.name not in LEDGER_WIDTHS}
    return c.columns_of(form.fields, LEDGER_WIDTHS | more)


def notice_columns(policy: Policy) -> tuple[PrintedColumn, ...]:
    """The notice's own columns, in its order and wording, and nothing else."""
    shown = ledger_columns(ledger_form(policy))[: len(policy.ledger.columns)]
    return tuple(c.wide(column, ALONE_WIDTHS.get(column.field, column.width * 1.15)) for column in shown)


TITLE = "防止返贫监测预警信息办理情况汇总表（{place}，{month}，共{count}条）"


def ledger_sheet(form: Form) -> Sheet:
    """The month's warnings: the notice's own columns in its order, then ours."""
    return Sheet(
        form.name, TITLE, ledger_columns(form),
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42, stamp=True,
        subtitle="入户核实期限{visit_by}；{back_by}前加盖公章连同电子表报回。", sealed=form.sealed,
    )  # fmt: skip


def notice_sheet(policy: Policy) -> Sheet:
    """附件2: the same warnings as the notice prints them, for whoever must stamp paper."""
    return Sheet(
        NOTICE, TITLE, notice_columns(policy),
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=10, height=42, stamp=True,
        subtitle="本表与《预警信息台账》是同一批预警，填一张即可：要盖章报送的填本表，其余在《预警信息台账》中填写。",
    )  # fmt: skip


def carried_sheet(form: Form) -> Sheet:
    """往月未办结: warnings of earlier months that are still in hand, with what was taken of them."""
    return Sheet(
        CARRIED, "{place}往月未办结的预警（截至{month}台账，共{count}条）", ledger_columns(form),
        query="carried", takes=c.OF_PLACE, said=BEFORE, together="household_id", pinned=3, size=9, height=42,
        subtitle="以前各月的、还没有办结的，提示中写有“补发”的是这次才发的，排在最前，期限从补发之日起；已经采用的照填在内，不必再填；办结一条填写一条，随{month}台账于{back_by}前报回。", sealed=form.sealed,
    )  # fmt: skip


def unplaced_sheet(townships: Sequence[str]) -> Sheet:
    """户库外待分派: lines that name no township, for the county to say which. townships: its choices."""
    form = placing_of(townships)
    return Sheet(
        form.name, "{county}{month}户库外待分派（共{count}条）", c.columns_of(form.fields, PLACING_WIDTHS),
        query="unplaced", takes=c.OF_PLACE, pinned=3, size=9, height=42, is_optional=True, sealed=form.sealed,
        subtitle="来文没有写明本县的镇街。请核实后写明分派到哪个镇街，报回后列入该镇街的台账。",
    )  # fmt: skip


def own_lines_sheet(ledger: Ledger) -> Sheet:
    """镇村上报: what the township found itself; a line gets its number when it comes back."""
    form = own_lines_of(_ways_of_people(ledger))
    return Sheet(
        form.name, "{place}{month}镇村上报：干部排查、自主申报、信访的线索", c.columns_of(form.fields, OWN_WIDTHS), size=9, blank_rows=OWN_ROWS,
        subtitle="部门没有报来而本镇街自己发现的，一条一行填在这里，随台账于{back_by}前报回；报回后由系统编号，没有办结的列入下月《往月未办结》。",
    )  # fmt: skip
