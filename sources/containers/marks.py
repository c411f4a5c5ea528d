"""What a sheet carries besides its values: rows and columns that nobody sees, cells that hold no value but an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from sources.containers.cells import CellError, SheetCells, says

SPANS_AT_MOST = 12
"""A sentence names so many rows or ranges of rows; behind them only their number."""


@dataclass
class Marks:
    """hidden_rows from 1, hidden_columns from 0; faults: (row from 1, column from 0) -> the error's text."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def apply(marks: Marks, table: SheetCells) -> None:
    """Put the faults where the reader left blanks, and say what is hidden or at fault."""
    _place_faults(marks.faults, table)
    hidden = [number for number in table.numbers if number in marks.hidden_rows]
    width = max((len(row) for row in table.rows), default=0)
    columns = [
        place
        for place in sorted(marks.hidden_columns)
        if place < width and any(place < len(row) and says(row[place]) for row in table.rows)
    ]
    table.notes += tuple(_sentences(hidden, columns, marks.faults))


def _place_faults(faults: dict[tuple[int, int], str], table: SheetCells) -> None:
    rows = dict(zip(table.numbers, table.rows, strict=True))
    for (number, column), text in faults.items():
        row = rows.setdefault(number, [])
        row.extend([""] * (column + 1 - len(row)))
        row[column] = CellError(text)
    if len(rows) > len(table.numbers):
        table.numbers = sorted(rows)
        table.rows = [rows[number] for number in table.numbers]


def _sentences(hidden: list[int], columns: list[int], faults: Iterable[tuple[int, int]]) -> Iterator[str]:
    if hidden:
        yield f"第{spans(hidden)}行是隐藏的或被筛选掉的，已照常读取"
    if columns:
        yield f"{'、'.join(letters(column) for column in columns)}列是隐藏的，已照常读取"
    if faults:
        rows = sorted({row for row, _ in faults})
        named = "、".join(letters(column) for column in sorted({column for _, column in faults}))
        yield f"{named}列第{spans(rows)}行是公式错误或没有结果的公式，按读不出处理"


def spans(numbers: list[int]) -> str:
    """`5、8、11至40`; where there are many, the first ones and how many in all."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    parts = [str(a) if a == b else f"{a}、{b}" if b == a + 1 else f"{a}至{b}" for a, b in found[:SPANS_AT_MOST]]
    return "、".join(parts) + (f"等共{len(numbers)}" if len(found) > SPANS_AT_MOST else "")


def letters(column: int) -> str:
    """The letters that Excel shows for a column counted from 0."""
    text = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        text, column = chr(65 + rest) + text, column - 1
    return text


PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def place_of(reference: str) -> tuple[int, int] | None:
    """(row from 1, column from 0) of a cell reference such as `AB12`; None where it is none."""
    found = PLACE.fullmatch(reference)
    return (int(found.group(2)), _column(found.group(1))) if found else None


@cache
def _column(named: str) -> int:
    place = 0
    for sign in named.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1
