"""Old BIFF records without the OLE wrapping (and BIFF 2 to 4), by xlrd; no other reader takes them."""

from __future__ import annotations

from typing import Any

import xlrd

from sources.reading.containers.cells import Fault, Table, fill_down, moment
from sources.reading.containers.xls import ERRORS


def read(data: bytes) -> list[Table]:
    """Each worksheet. xlrd raises anything over damaged records; the caller says so."""
    book = xlrd.open_workbook(file_contents=data, encoding_override=None, logfile=_Silent())
    return [_table(book, sheet) for sheet in book.sheets()]


class _Silent:
    def write(self, _: str) -> None:
        """xlrd prints its doubts; they may hold cells."""


def _table(book: Any, sheet: Any) -> Table:
    table = Table(sheet.name, [], [], is_hidden=sheet.visibility != 0, is_1904=book.datemode == 1)
    for number in range(sheet.nrows):
        row = [_value(cell, book.datemode == 1) for cell in sheet.row(number)]
        if any(cell != "" for cell in row):
            table.rows.append(row)
            table.numbers.append(number + 1)
    fill_down(table, [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells])
    return table


def _value(cell: Any, is_1904: bool) -> Any:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return moment(cell.value, is_1904=is_1904)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return Fault(ERRORS.get(cell.value, "#N/A"))
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return ""
        case _:
            return cell.value
