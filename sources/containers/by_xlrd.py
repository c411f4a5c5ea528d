"""Old .xls by xlrd: whatever its texts are written in, with the usual wrapping or without, BIFF 2 to 8."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import xlrd

from sources.containers.cells import CellError, SheetCells, moment
from sources.containers.xls import BIFF8, ERRORS

T = TypeVar("T")
OFFICE = "gb18030"
OTHER_CODE_PAGES = {932, 949, 950, 10001, 10002, 10003}
"""Of Japan, Korea and Taiwan. Whatever else a book of before 1997 says that its texts are written in, an office here wrote GBK."""


class XlrdReader:
    """A book and its worksheets, read one at a time. xlrd raises anything over damaged records; the caller says so."""

    def __init__(self, data: bytes, version: int = 0, code_page: int = 0) -> None:
        self._data = data
        self._encoding = OFFICE if version < BIFF8 and code_page not in OTHER_CODE_PAGES else None
        self._book: Any = None

    def read(self, place: int) -> tuple[SheetCells, int]:
        """The so-many-th worksheet, and how many of its texts are empty."""
        return self._by_own_code_page(lambda book: _table(book, place))

    def read_all(self) -> list[SheetCells]:
        """Each worksheet."""
        return self._by_own_code_page(lambda book: [_table(book, place)[0] for place in range(book.nsheets)])

    def _by_own_code_page(self, read: Callable[[Any], T]) -> T:
        """What is read; by the encoding that the book declares, where its texts are not in ours."""
        try:
            return read(self._opened())
        except UnicodeDecodeError:
            if self._encoding is None:
                raise
            self._encoding, self._book = None, None
            return read(self._opened())

    def _opened(self) -> Any:
        if self._book is None:
            self._book = xlrd.open_workbook(
                file_contents=self._data, encoding_override=self._encoding, logfile=_Silent(), on_demand=True,
                ragged_rows=True,
            )  # fmt: skip
        return self._book


class _Silent:
    def write(self, _: str) -> None:
        """xlrd prints its doubts; they may hold cells."""


def _table(book: Any, place: int) -> tuple[SheetCells, int]:
    sheet, is_1904, blank = book.sheet_by_index(place), book.datemode == 1, 0
    table = SheetCells(sheet.name, [], [], is_hidden=sheet.visibility != 0, is_1904=is_1904)
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        row = [_value(kind, value, is_1904) for kind, value in zip(kinds, values, strict=True)]
        blank += sum(kind == xlrd.XL_CELL_TEXT and value == "" for kind, value in zip(kinds, values, strict=True))
        if any(cell != "" for cell in row):
            table.rows.append(row)
            table.numbers.append(number + 1)
    book.unload_sheet(place)
    return table, blank


def _value(kind: int, value: Any, is_1904: bool) -> Any:
    match kind:
        case xlrd.XL_CELL_DATE:
            return moment(value, is_1904=is_1904)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return CellError(ERRORS.get(value, "#N/A"))
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return ""
        case _:
            return value
