"""The words in which a workbook is declared: what its sheets ask, which columns they show, what is to be filled in.

A heading, its width, its drop-down and its check are said once, in a `PrintedColumn`; the writer knows no column by name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "words", "id", "date", "number", "amount", "share", "yes_no", "choice"]
"""words: long text, set left; text: a short one, set in the middle; id: long numbers, kept as text; amount: 元 and 分; share: of a hundred."""
Scope = Literal["township", "department", "helper", "county"]
"""helper: a department that is asked to help, whether or not it sends anything."""
READ_AT_MOST, WORKED_AT_MOST, VILLAGES_AT_MOST = 5_000, 20_000, 200
"""How many lines a person can use: to look at; to share out in a township and work through; of villages."""


@dataclass(frozen=True)
class PrintedColumn:
    """One column of a sheet.

    field: the query's column; empty where the reader fills in. choices: the drop-down of a choice.
    prompt: what is said when the cell is entered. asked_where: field and values; in other rows nothing is asked, and
    the cell is grey. needed_where: field and value; there a blank cell stands out. colours: value -> colour of the
    letters. summed: has a sum in the last row. needed: must be filled in everywhere; its heading stands out.
    at_least, at_most: bounds of a number or amount. is_open: beside the choices anything else may be written.
    """

    heading: str
    field: str
    width: float
    kind: Kind = "text"
    fill_in: bool = False
    choices: tuple[str, ...] = ()
    prompt: str = ""
    asked_where: tuple[str, tuple[str, ...]] | None = None
    needed_where: tuple[str, str] | None = None
    colours: Mapping[str, str] = dataclasses.field(default_factory=dict)
    summed: bool = False
    needed: bool = False
    at_least: float | None = None
    at_most: float | None = None
    is_open: bool = False

    @property
    def fault(self) -> str:
        """Where a row says what is wrong with what was filled in here; such a cell is marked, with the words beside it."""
        return f"{self.field}_fault"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, the header, and one row for each row of the query.

    query: a file below `reports/sql`; takes: which facts fill its $1, $2, …; notes: what stands there instead of rows.
    together: rows with the same value are shaded alike. pinned: columns that stay in sight. height: of a row, at
    least, in points (for writing by hand). stamp: room for the seal at the foot of each printed page.
    blank_rows: rows to fill in below the header, each column formatted as a whole, so that pasted rows keep its format.
    said: the query of what was filled in before, cell by cell, and of what is wrong with it; by number and field.
    is_optional: left out where it has no row, in a book that comes back.
    sealed: the query's columns that the check code of a row is made of; none where nothing comes back by it.
    rows_at_most: so many rows are listed, by the query's `worst`; the sheet says so, and all stand in a file for the
    machine beside the workbook. 0: all, however many; so what comes back by its number, is stamped or handed on line by line.
    sums_up: the sheet of this workbook whose rows it counts; it is there where those are not all listed.
    """

    name: str
    title: str
    columns: tuple[PrintedColumn, ...]
    query: str = ""
    takes: tuple[str, ...] = ("month",)
    notes: tuple[tuple[str, str], ...] = ()
    subtitle: str = ""
    together: str = ""
    total: bool = False
    pinned: int = 0
    size: float = 10
    height: float = 0
    stamp: bool = False
    blank_rows: int = 0
    sealed: tuple[str, ...] = ()
    is_optional: bool = False
    said: str = ""
    rows_at_most: int = 0
    sums_up: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that are filled in."""
        return tuple(column.field for column in self.columns if column.fill_in and column.field)


@dataclass(frozen=True)
class Workbook:
    """One file for each reader of a scope. comes_back: its sheets are locked, but for the columns to fill in.

    only_with_rows: it is written where some sheet has a row. corrects: it goes back for correction, and says how many times.
    apart: it is written by a command of its own, and stays as it was when the month's lists are written again.
    """

    name: str
    kind: str
    scope: Scope
    sheets: tuple[Sheet, ...]
    comes_back: bool = False
    only_with_rows: bool = False
    corrects: bool = False
    apart: bool = False
