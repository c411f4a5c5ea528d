"""How sheets are declared: each column once, by name, in `reports.workbooks.headings` or in a form."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from reports.bulletin.data import DATA
from reports.catalogue import workbooks
from reports.county.base_changes import BASE_CHANGES
from reports.queries import SQL
from reports.workbooks.columns import COLUMNS
from reports.workbooks.headings import COLOURS, COUNTED, FORM_FIELDS, OWN
from reports.workbooks.layout import PrintedColumn
from warehouse.policy.load import POLICIES, load_policy

SAID = (*(line.split()[0] for line in OWN.splitlines() if line and not line.startswith("#")), *COUNTED)
LINES = [said.partition(":")[0] for said in SAID]


SHIPPED = sorted(file.stem for file in POLICIES.glob("*.toml"))
"""Every policy that comes with fangpin."""


def test_no_column_is_declared_twice() -> None:
    assert [name for name, times in Counter((*LINES, *FORM_FIELDS)).items() if times > 1] == []
    said = [_said(COLUMNS[name]) for name in LINES]
    assert [one for one in said if said.count(one) > 1] == [], "the same column under two names"


def test_every_declared_column_stands_in_some_sheet() -> None:
    books = (*(book for code in SHIPPED for book in workbooks(load_policy(code))), DATA, BASE_CHANGES)
    shown = [_said(column) for book in books for sheet in book.sheets for column in sheet.columns]
    assert [name for name in (*LINES, *FORM_FIELDS) if _said(COLUMNS[name]) not in shown] == []


def test_every_colour_is_of_a_column_that_is_declared() -> None:
    assert set(COLOURS) <= set(COLUMNS)


def test_a_query_has_a_name_of_its_own_whichever_room_it_is_in() -> None:
    assert [name for name, times in Counter(file.stem for file in SQL.rglob("*.sql")).items() if times > 1] == []


def _said(column: PrintedColumn) -> PrintedColumn:
    """A column but for the room that a sheet has for it."""
    return replace(column, width=0)
