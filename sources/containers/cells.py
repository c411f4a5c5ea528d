"""What a cell can hold, and a table of cells as every container hands it over."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from sources.errors import RefusedFile

BLANK, TEXT, NUMBER, DATE, FLAG, ERROR = range(6)
NO_RESULT = "（公式没有结果）"
"""What a formula says that no program has computed yet."""


class CellError(str):
    """A cell that holds an error (`#N/A`), or a formula without a result (`NO_RESULT`)."""


KINDS: dict[type, int] = {
    str: TEXT, int: NUMBER, float: NUMBER, bool: FLAG, dt.date: DATE, dt.datetime: DATE, dt.time: DATE,
    dt.timedelta: DATE, CellError: ERROR,
}  # fmt: skip

Merged = tuple[int, int, int, int]
"""top, left, bottom, right: rows from 1, columns from 0, all within."""


@dataclass
class SheetCells:
    """One sheet. rows: its filled rows, from the first column of the sheet on; numbers: the number of each, from 1.

    is_hidden: Excel does not show the sheet; notes: sentences for the clerk; is_1904: serial days count from 1904;
    trouble: why the sheet could not be read, where it could not; it then has no rows.
    refused: number of a row that could not be read soundly -> why; fields: of a delimited text, number of each row -> how many
    cells it was written with, blank ones too.
    """

    name: str
    rows: list[list[Any]]
    numbers: list[int]
    is_hidden: bool = False
    notes: tuple[str, ...] = ()
    is_1904: bool = False
    refused: dict[int, str] = field(default_factory=dict)
    fields: dict[int, int] = field(default_factory=dict)
    trouble: RefusedFile | None = None

    def filled(self) -> int:
        """How many cells hold anything."""
        return sum(len(row) - row.count("") for row in self.rows)


@dataclass
class SheetColumns:
    """One sheet, column by column; all of it was read. numbers: of each row, from 1; texts, kinds: place of a column in the sheet,
    from 0 -> its cells as text, and the kind of each. Rows and columns that say nothing are left out.

    The rest as in `SheetCells`.
    """

    name: str
    numbers: pl.Series
    texts: dict[int, pl.Series]
    kinds: dict[int, pl.Series]
    is_hidden: bool = False
    notes: tuple[str, ...] = ()
    is_1904: bool = False


Sheet = SheetCells | SheetColumns


def says(cell: object) -> bool:
    """False for an empty cell, and for one of nothing but spaces."""
    return not isinstance(cell, str) or cell.strip() != ""


def kind(cell: object) -> int:
    """The kind of a cell: BLANK, TEXT, NUMBER, DATE, FLAG, ERROR."""
    return KINDS[type(cell)] if cell != "" else BLANK


def as_text(cell: object) -> str:
    """A cell as text, whole numbers without `.0`."""
    if type(cell) is str:
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e21:
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def fill_down(table: SheetCells, merged: list[Merged]) -> None:
    """A cell merged over several rows says the same of each of them (a person's stays, a household's members).

    Not so a number: an amount merged over two lines is still paid once. Rows that say nothing else stay left out; what a
    program left under a merged cell stays.
    """
    places = {number: place for place, number in enumerate(table.numbers)}
    for top, left, bottom, right in merged:
        first = places.get(top)
        if left != right or first is None or len(table.rows[first]) <= left:
            continue
        value = table.rows[first][left]
        if says(value) and isinstance(value, str | dt.date):
            last = bisect_right(table.numbers, bottom)
            for row in table.rows[first + 1 : last]:
                row.extend([""] * (left + 1 - len(row)))
                row[left] = row[left] if says(row[left]) else value


def moment(days: float, *, is_1904: bool) -> dt.date | dt.datetime | dt.time | float:
    """What a serial number of days shows: a date, with its time if it has one; below one day a time. A number that is no day stays.

    Excel counts a 29 February 1900 that never was.
    """
    start = dt.datetime(1904, 1, 1) if is_1904 else dt.datetime(1899, 12, 31 if 1 <= days < 60 else 30)
    try:
        when = start + dt.timedelta(milliseconds=round(days * 86_400_000))
    except (OverflowError, ValueError):
        return days
    if days < 0:
        return days
    if days < 1:
        return when.time()
    return when if when.time() != dt.time() else when.date()
