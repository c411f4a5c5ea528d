"""Rows of cells put together from a file whose order and numbers cannot be trusted: nothing that stands in it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.reading.containers.cells import Fault, Merged, Table, fill_down
from sources.reading.containers.marks import Marks, apply, spans

Row = list[Any]


@dataclass
class Placed:
    """A sheet while it is being read. hidden_rows, merged: by the numbers that the file gives its rows."""

    numbers: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)

    def put(self, number: int, cells: Mapping[int, Any]) -> None:
        """A row, its filled cells by column."""
        if cells:
            self.rows.append([cells.get(place, "") for place in range(max(cells) + 1)])
            self.numbers.append(number)

    def table(self, name: str, *, is_hidden: bool = False, is_1904: bool = False) -> Table:
        """The rows in order. Two with one number stay two rows, and push those behind them down as far as need be."""
        table, moved, twice = Table(name, [], [], is_hidden, is_1904=is_1904), dict[int, int](), list[int]()
        last = 0
        for place in sorted(range(len(self.numbers)), key=self.numbers.__getitem__):
            number, row = self.numbers[place], self.rows[place]
            if number == last and _joined(table.rows[-1], row):
                continue
            if number == last:
                twice.append(number)
            last = number
            table.numbers.append(max(number, table.numbers[-1] + 1 if table.numbers else 1))
            table.rows.append(row)
            moved.setdefault(number, table.numbers[-1])
        if twice:
            shown = spans(sorted(set(twice)))
            table.notes += (f"文件里有几行同为第{shown}行，已按先后逐行读取，其后的行号顺延",)
        fill_down(table, [(moved.get(a, a), b, moved.get(c, c), d) for a, b, c, d in self.merged])
        self._tell(table, moved)
        return table

    def _tell(self, table: Table, moved: Mapping[int, int]) -> None:
        faults = {
            (number, place): str(cell)
            for number, row in zip(table.numbers, table.rows, strict=True)
            for place, cell in enumerate(row)
            if isinstance(cell, Fault)
        }
        apply(Marks({moved.get(number, number) for number in self.hidden_rows}, self.hidden_columns, faults), table)


def _joined(first: Row, second: Row) -> bool:
    """True where a row was only written in two pieces, and is now one."""
    if any(one != "" and other != "" for one, other in zip(first, second, strict=False)):
        return False
    first.extend([""] * (len(second) - len(first)))
    for place, cell in enumerate(second):
        first[place] = cell if cell != "" else first[place]
    return True
