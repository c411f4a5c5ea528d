"""The one writer of workbooks. The same rows give the same bytes: no clock, no temporary files, no formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from reports.workbooks import page as p
from reports.workbooks.layout import PrintedColumn, Sheet, Workbook
from reports.workbooks.measure import lines_of, row_height
from reports.workbooks.styles import FAULTY, FILL_IN, NOT_ASKED, PLAIN, SHADED, Styles
from sources.returned.seal import in_cell

LAYOUT = "1"
"""Of the sheets and columns; a returned ledger says under which one it was made."""
META = "_meta"
OF_NO_MONTH = dt.datetime(2022, 4, 7)
"""When a workbook of no month says it was made: always the same, so that its bytes are."""
BUTTONS = 8
"""Room in the header for the buttons of the filter, in points."""
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Row = Mapping[str, Any]


def write_workbook(
    target: Path, book: Workbook, marks: Mapping[str, str], words: dict[str, str], rows: Mapping[str, Sequence[Row]]
) -> None:
    """Write `book`. marks: what tells it when it comes back (a template has none); words: for titles; rows: by sheet."""
    month = marks.get("fangpin.month", "")
    with xlsxwriter.Workbook(str(target), dict(AS_TEXT)) as file:
        made_on = dt.datetime.strptime(month, "%Y-%m") if month else OF_NO_MONTH
        file.set_properties({"title": target.stem, "author": words["county"], "created": made_on})
        for name, value in marks.items():
            file.set_custom_property(name, value, "text")
        styles = Styles(file)
        shown = [sheet for sheet in book.sheets if not sheet.is_optional or rows.get(sheet.name)]
        for sheet in shown:
            writer = _Writer(file.add_worksheet(sheet.name), sheet, styles)
            writer.write(rows.get(sheet.name, ()), words, month, book.comes_back)
        if marks:
            _write_marks(file.add_worksheet(META), marks)


def _write_marks(page: Any, marks: Mapping[str, str]) -> None:
    for row, (name, value) in enumerate(marks.items()):
        page.write_string(row, 0, name)
        page.write_string(row, 1, value)
    page.very_hidden()


class _Writer:
    """Writes one sheet."""

    def __init__(self, page: Any, sheet: Sheet, styles: Styles) -> None:
        self.page, self.sheet, self.styles = page, sheet, styles

    def write(self, rows: Sequence[Row], words: dict[str, str], month: str, comes_back: bool) -> None:
        sheet = self.sheet
        last_row = p.HEADER_ROW + (sheet.blank_rows or len(rows))
        self._title(words | {"count": str(len(rows))})
        self._header()
        for place, (row, ground) in enumerate(_shaded(rows, sheet.together), start=p.FIRST_ROW):
            self._row(place, row, ground)
        if sheet.total:
            self._sums(last_row + 1, rows)
        if not sheet.notes and not sheet.blank_rows:
            self.page.autofilter(p.HEADER_ROW, 0, max(last_row, p.FIRST_ROW), len(sheet.columns) - 1)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 2}"})
        p.set_page(self.page, sheet, last_row + sheet.total, words)
        p.check_input(self.page, sheet, last_row, month, self.styles)
        if comes_back:
            p.lock(self.page)

    def _title(self, words: dict[str, str]) -> None:
        sheet, styles = self.sheet, self.styles
        title, subtitle = sheet.title.format_map(words), sheet.subtitle.format_map(words)
        style, last = styles.title(sheet.size), len(sheet.columns) - 1
        self.page.merge_range(p.TITLE_ROW, 0, p.TITLE_ROW, last, "" if subtitle else title, style)
        if subtitle:
            parts = (styles.title_words(sheet.size), title, styles.subtitle_words(sheet.size), f"\n{subtitle}")
            self.page.write_rich_string(p.TITLE_ROW, 0, *parts, style)
        second_line = row_height(1, sheet.size) if subtitle else 0
        self.page.set_row(p.TITLE_ROW, row_height(1, sheet.size + 6) + second_line)

    def _header(self) -> None:
        size = self.sheet.size
        for place, column in enumerate(self.sheet.columns):
            whole = self.styles.cell(column, size, PLAIN, unlocked=True) if self.sheet.blank_rows else None
            self.page.set_column(place, place, column.width, whole)
            self.page.write_string(p.HEADER_ROW, place, column.heading, self.styles.header(column, size))
        lines = max(lines_of(column.heading, column.width, size) for column in self.sheet.columns)
        self.page.set_row(p.HEADER_ROW, row_height(lines, size) + BUTTONS)

    def _row(self, place: int, row: Row, ground: str) -> None:
        for at, column in enumerate(self.sheet.columns):
            self._cell(place, at, column, row, ground)
        lines = max(lines_of(_shown(row.get(c.field)), c.width, self.sheet.size) for c in self.sheet.columns)
        self.page.set_row(place, max(row_height(lines, self.sheet.size), self.sheet.height))

    def _cell(self, place: int, at: int, column: PrintedColumn, row: Row, ground: str) -> None:
        value = row.get(column.field)
        if column.fill_in:
            asked = column.asked_where is None or row.get(column.asked_where[0]) in column.asked_where[1]
            ground = FILL_IN if asked else NOT_ASKED
        if fault := row.get(column.fault):
            ground = FAULTY
            self.page.write_comment(place, at, str(fault), {"author": "", "x_scale": 2})
        colour = column.colours.get(str(value), "")
        style = self.styles.cell(column, self.sheet.size, ground, colour, unlocked=column.fill_in)
        if value is None or value == "":
            self.page.write_blank(place, at, None, style)
        elif column.kind == "date" and (day := _day(value)) is not None:
            self.page.write_datetime(place, at, day, style)
        elif column.kind in ("number", "amount", "share"):
            self.page.write_number(place, at, value, style)
        else:
            self.page.write_string(place, at, in_cell(_shown(value)), style)

    def _sums(self, place: int, rows: Sequence[Row]) -> None:
        self.page.set_row(place, row_height(1, self.sheet.size))
        for at, column in enumerate(self.sheet.columns):
            style = self.styles.sum(column, self.sheet.size)
            if column.summed:
                self.page.write_number(place, at, sum(row[column.field] or 0 for row in rows), style)
            else:
                self.page.write_string(place, at, "合计" if at == 0 else "", style)


def _day(value: object) -> dt.date | None:
    """A day, also where it was returned as text; None for what is none: a refused cell shows what was written."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _shown(value: object) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _shaded(rows: Sequence[Row], together: str) -> Iterator[tuple[Row, str]]:
    """Each row with its ground: every other one shaded, rows that belong together alike."""
    shaded, before = True, object()
    for row in rows:
        if not together or row[together] != before:
            shaded, before = not shaded, row.get(together)
        yield row, SHADED if shaded else PLAIN
