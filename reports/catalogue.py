"""Every workbook that goes out. A new one: a literal in its reader's file, a query below `reports/sql`, a line here."""

from __future__ import annotations

from collections.abc import Callable

from reports.county.belated import BELATED
from reports.county.dispatch import dispatch_of
from reports.county.effects import EFFECTS
from reports.county.incomes import INCOMES
from reports.county.ledger import county_ledger_of
from reports.county.quality import CORRECTIONS, QUALITY
from reports.county.summary import ARRIVAL, CONSERVATION, MONITORING_CHANGES, SUMMARY, UNMATCHED
from reports.department.feedback import FEEDBACK
from reports.department.tasks import PEOPLE, REFUSED_TASKS, TASKS
from reports.township.accounts import ACCOUNTS
from reports.township.anomalies import ANOMALIES
from reports.township.handed_over import HANDED_OVER
from reports.township.lists import warnings_of
from reports.township.reminders import reminders_of
from reports.township.sent_back import ASTRAY_ANSWERS, REFUSED_ANSWERS, refused_warnings_of
from reports.workbooks.layout import Scope, Workbook
from warehouse.policy.words import Policy

FIXED = (
    ANOMALIES,
    ACCOUNTS,
    HANDED_OVER,
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
    MONITORING_CHANGES,
    BELATED,
    EFFECTS,
    INCOMES,
)


OF_POLICY: tuple[tuple[Scope, Callable[[Policy], Workbook]], ...] = (
    ("township", warnings_of),
    ("township", refused_warnings_of),
    ("township", lambda policy: reminders_of(policy.deadlines)),
    ("county", lambda policy: dispatch_of(policy.deadlines)),
    ("county", county_ledger_of),
)
"""Whose columns, steps and time limits are the policy's, each with its scope: made for whoever reads them, not for each department too."""


def workbooks(policy: Policy) -> tuple[Workbook, ...]:
    """All workbooks; the ledger's columns, the steps and the time limits are the policy's."""
    return (*(make(policy) for _, make in OF_POLICY), *FIXED)


def workbooks_of(scope: Scope, policy: Policy) -> tuple[Workbook, ...]:
    """The workbooks that each reader of a scope gets with the month's lists."""
    books = (*(make(policy) for of, make in OF_POLICY if of == scope), *FIXED)
    return tuple(book for book in books if book.scope == scope and not book.apart)


def workbooks_apart(policy: Policy) -> tuple[Workbook, ...]:
    """The workbooks that a command of their own writes, and that stay where the month's lists are written again."""
    return tuple(book for book in workbooks(policy) if book.apart)
