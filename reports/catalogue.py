"""Every workbook that goes out. A new one: a literal in its reader's file, a query below `reports/sql`, a line here."""

from __future__ import annotations

from reports.county import ARRIVAL, CONSERVATION, SUMMARY, UNMATCHED
from reports.departments import FEEDBACK
from reports.helpers import PEOPLE, REFUSED_TASKS, TASKS
from reports.layout import Scope, Workbook
from reports.quality import CORRECTIONS, QUALITY
from reports.townships import ANOMALIES, ASTRAY_ANSWERS, REFUSED_ANSWERS, refused_warnings_of, warnings_of
from warehouse.policy import Ledger

FIXED = (
    ANOMALIES,
    REFUSED_ANSWERS,
    ASTRAY_ANSWERS,
    FEEDBACK,
    SUMMARY,
    CONSERVATION,
    ARRIVAL,
    UNMATCHED,
    QUALITY,
    CORRECTIONS,
    TASKS,
    REFUSED_TASKS,
    PEOPLE,
)


def workbooks(ledger: Ledger) -> tuple[Workbook, ...]:
    """All workbooks; the ledger's columns are the policy's."""
    return (warnings_of(ledger), refused_warnings_of(ledger), *FIXED)


def workbooks_of(scope: Scope, ledger: Ledger) -> tuple[Workbook, ...]:
    """The workbooks that each reader of a scope gets."""
    return tuple(book for book in workbooks(ledger) if book.scope == scope)
