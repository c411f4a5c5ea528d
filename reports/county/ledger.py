"""The county's one ledger of all townships, with what they answered: for the record (备案), and to hand on to the city."""

from __future__ import annotations

from dataclasses import replace

from reports.township.ledger import ledger_columns, ledger_form, notice_columns
from reports.workbooks import columns as c
from reports.workbooks.layout import PrintedColumn, Sheet, Workbook
from sources.forms.ledger import LEDGER, NOTICE
from warehouse.policy.words import Policy

KEPT = c.columns(number=12.8, subject_name=5.6, subject_id=15.8, risk=5.4, grade=3.8, step=8, provenance=17)
"""What the county keeps behind the notice's columns."""


def county_ledger_of(policy: Policy) -> Workbook:
    """预警信息台账_<county>: 附件2 as the notice prints it, to be stamped, and the same with what the county keeps."""
    notice = tuple(_told(column) for column in notice_columns(policy))
    dense = tuple(_told(column) for column in ledger_columns(ledger_form(policy))[: len(policy.ledger.columns)])
    own = tuple(column for column in KEPT if column.heading not in policy.ledger.columns)
    title = "防止返贫监测预警信息办理情况汇总表（{county}，{month}，共{count}条）"
    takes = ("month", "townships")
    sheets = (
        Sheet(NOTICE, title, notice, query="county_ledger", takes=takes, together="household_id", pinned=3, stamp=True),
        Sheet(
            "全县台账", title, (*dense, *own), query="county_ledger", takes=takes, together="household_id", pinned=3, size=9,
            subtitle="各镇街报回、已经采用的照填在内；空着的还没有报来，或退回补正中。",
        ),
    )  # fmt: skip
    return Workbook(f"{LEDGER.name}_{policy.name}", "county_ledger", "county", sheets)


def _told(column: PrintedColumn) -> PrintedColumn:
    """The column as the county shows it: nothing is asked there, and nothing is locked."""
    return replace(column, fill_in=False, asked_where=None, needed_where=None)
