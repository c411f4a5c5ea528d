"""Rows of cells put together from a file whose order and numbers cannot be trusted: nothing that stands in it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.containers.cells import CellError, Merged, SheetCells, fill_down
from sources.containers.marks import Marks, apply, spans

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

    def table(self, name: str, *, is_hidden: bool = False, is_1904: bool = False) -> SheetCells:
        """The rows in order of their numbers. Of two with one number both stay: a row right behind its twin pushes those
        below it down as far as need be; one of a second table, which begins again from the top, comes after all others."""
        table, moved = SheetCells(name, [], [], is_hidden, is_1904=is_1904), dict[int, int]()
        ordered, twice = self._ordered()
        for number, row in ordered:
            table.numbers.append(max(number, table.numbers[-1] + 1 if table.numbers else 1))
            table.rows.append(row)
            moved.setdefault(number, table.numbers[-1])
        if twice:
            table.notes += (f"文件里有几行同为第{spans(sorted(twice))}行，已按先后逐行读取，其后的行号顺延",)
        fill_down(table, [(moved.get(a, a), b, moved.get(c, c), d) for a, b, c, d in self.merged])
        self._tell(table, moved)
        return table

    def _ordered(self) -> tuple[list[tuple[int, Row]], set[int]]:
        """Each row with its number, and the numbers that came twice."""
        kept, late, twice, last = dict[int, list[Row]](), list[tuple[int, Row]](), set[int](), 0
        for number, row in zip(self.numbers, self.rows, strict=True):
            twins = kept.setdefault(number, [])
            if not twins or not _joined(twins[-1], row):
                twice |= {number} if twins else set()
                if twins and last != number:
                    late.append((number, row))
                else:
                    twins.append(row)
            last = number
        return [(number, row) for number in sorted(kept) for row in kept[number]] + late, twice

    def _tell(self, table: SheetCells, moved: Mapping[int, int]) -> None:
        faults = {
            (number, place): str(cell)
            for number, row in zip(table.numbers, table.rows, strict=True)
            for place, cell in enumerate(row)
            if isinstance(cell, CellError)
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
