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
from reports.township.notice_lists import REFUSED_LISTS, book_of, books_due, lists_for
from reports.township.reminders import reminders_of
from reports.township.sent_back import ASTRAY_ANSWERS, REFUSED_ANSWERS, refused_warnings_of
from reports.township.visits import VISITS_BOOK
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
    REFUSED_LISTS,
)


SCOPES: tuple[Scope, ...] = ("township", "county")
"""Who gets lists of the notice as a whole."""
OF_POLICY: tuple[tuple[Scope, Callable[[Policy], Workbook]], ...] = (
    ("township", warnings_of),
    ("township", refused_warnings_of),
    ("township", lambda policy: reminders_of(policy.deadlines)),
    ("county", lambda policy: dispatch_of(policy.deadlines)),
    ("county", county_ledger_of),
)
"""Whose columns, steps and time limits are the policy's, each with its scope: made for whoever reads them, not for each department too."""


def workbooks(policy: Policy) -> tuple[Workbook, ...]:
    """All workbooks; the ledger's columns, the steps, the time limits and the lists of the notice are the policy's."""
    lists = (book_of(one, whole) for scope in SCOPES for one, whole in lists_for(policy, scope))
    of_villages = (book_of(one, "township") for one in policy.lists_of_notice if one.readers == ("village",))
    return (*(make(policy) for _, make in OF_POLICY), *FIXED, *lists, *of_villages)


def workbooks_of(scope: Scope, policy: Policy, month: str = "") -> tuple[Workbook, ...]:
    """The workbooks that each reader of a scope gets with a month's lists, the lists of the notice that are due then among them."""
    lists = books_due(policy, scope, month) if month else ()
    books = (*(make(policy) for of, make in OF_POLICY if of == scope), *FIXED, *lists)
    return tuple(book for book in books if book.scope == scope and not book.apart)


def workbooks_apart(policy: Policy, month: str) -> tuple[str, ...]:
    """The names of workbooks that a command of their own writes, and that stay where the month's lists are written again: lists of the
    notice that are not due, and 入户清单 by village, among them."""
    apart = [book.name for book in workbooks(policy) if book.apart]
    return (*apart, VISITS_BOOK.name, *(one.name for one in policy.lists_of_notice if not one.is_due(month)))
