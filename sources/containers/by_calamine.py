"""Workbooks by calamine: the fast reader, for what is written as Excel writes it."""

from __future__ import annotations

import io

import python_calamine as calamine

from sources.containers.cells import SheetCells, fill_down


class CalamineReader:
    """A workbook, opened when it is first asked. calamine raises anything over what it does not know, its own panics
    included, which are no ordinary exceptions; another reader then reads."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: calamine.CalamineWorkbook | None = None
        self._is_readable = True

    def read(self, place: int, name: str) -> SheetCells | None:
        """The sheet at a place among all sheets, charts included, if it is called so; None where it cannot be read."""
        if not self._is_readable:
            return None
        try:
            self._opened = self._opened or calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._data))
        except (MemoryError, KeyboardInterrupt):
            raise
        except BaseException:
            self._is_readable = False
            return None
        about = self._opened.sheets_metadata
        return _table(self._opened, place) if place < len(about) and about[place].name == name else None

    def read_all(self) -> list[SheetCells]:
        """Each worksheet, of a book of which nothing else can be learned. Raises what calamine raises."""
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._data))
        kinds = enumerate(one.typ for one in book.sheets_metadata)
        found = [_table(book, place) for place, kind in kinds if kind == calamine.SheetTypeEnum.WorkSheet]
        return [table for table in found if table is not None]


def _table(book: calamine.CalamineWorkbook, place: int) -> SheetCells | None:
    about = book.sheets_metadata[place]
    try:
        table = _rectangle(book.get_sheet_by_index(place))
    except (MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        return None
    table.name, table.is_hidden = about.name, about.visible != calamine.SheetVisibleEnum.Visible
    return table


def _rectangle(sheet: calamine.CalamineSheet) -> SheetCells:
    """The filled rows of a sheet. Rows are taken one at a time: a million blank ones need no memory."""
    table = SheetCells("", [], [])
    if sheet.start is None:
        return table
    _, left = sheet.start  # rows come from the first on, columns from the first filled one
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in row):
            table.rows.append([""] * left + row)
            table.numbers.append(number)
    fill_down(table, [(a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or []])
    return table
