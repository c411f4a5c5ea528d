"""Workbooks: typed cells by calamine; what it does not tell (hidden rows, errors, formulas without a result) by `marks`."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Protocol

import python_calamine as calamine

from sources.errors import RefusedFile
from sources.reading.containers import bare_xls, ods, xls, xlsb, xlsx
from sources.reading.containers.cells import Table, fill_down
from sources.reading.containers.marks import Marks, apply
from sources.reading.containers.properties import with_marks
from sources.reading.containers.sniff import DAMAGED, Container

UNCHECKED = "隐藏的行列和公式错误未能核对（文件内部写法不规范），内容已照常读取"


class Inside(Protocol):
    """What a container's own file tells of each sheet, by the sheet's name."""

    is_1904: bool

    def marks(self, sheet: str) -> Marks: ...

    def cells(self, sheet: str) -> Table | None:
        """The sheet read cell by cell, where as a whole rectangle it would not fit into memory; else None."""


INSIDE: dict[Container, Callable[[bytes], Inside]] = {
    "xlsx": xlsx.Inside, "xlsb": xlsb.Inside, "ods": ods.Inside, "xls": xls.Inside,
}  # fmt: skip


def read_workbook(data: bytes, container: Container) -> list[Table]:
    """Each worksheet of a workbook.

    A damaged workbook makes the reader raise anything, its own panics included, which are no ordinary exceptions:
    inside this function whatever goes wrong is the file's fault.
    """
    try:
        if container == "bare_xls":
            return bare_xls.read(data)
        inside = _look_inside(data, container)
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [
            _table(workbook, place, about, inside)
            for place, about in enumerate(workbook.sheets_metadata)
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return with_marks(tables, data, container)
    except (RefusedFile, MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        raise RefusedFile("文件已损坏，读不下去", do=DAMAGED) from None


def _look_inside(data: bytes, container: Container) -> Inside | None:
    try:
        return INSIDE[container](data)
    except (RefusedFile, MemoryError):
        raise
    except Exception:
        return None  # the cells may be read all the same; each sheet then says UNCHECKED


def _table(workbook: calamine.CalamineWorkbook, place: int, about: Any, inside: Inside | None) -> Table:
    table = inside.cells(about.name) if inside else None
    table = table or _rectangle(workbook.get_sheet_by_index(place))
    table.name = about.name
    table.is_hidden = about.visible != calamine.SheetVisibleEnum.Visible
    table.is_1904 = inside is not None and inside.is_1904
    try:
        if inside is None:
            table.notes += (UNCHECKED,)
        else:
            apply(inside.marks(about.name), table)
    except (RefusedFile, MemoryError):
        raise
    except Exception:
        table.notes += (UNCHECKED,)
    return table


def _rectangle(sheet: calamine.CalamineSheet) -> Table:
    """The filled rows of a sheet. Rows are taken one at a time: a million blank ones need no memory."""
    table = Table("", [], [])
    if sheet.start is None:
        return table
    _, left = sheet.start  # rows come from the first on, columns from the first filled one
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in row):
            table.rows.append([""] * left + row)
            table.numbers.append(number)
    fill_down(table, [(a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or []])
    return table
