"""The one writer of workbooks. The same rows give the same bytes: no clock, no temporary files, no formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter

from reports.workbooks import page as p
from reports.workbooks.layout import PrintedColumn, Sheet, Workbook
from reports.workbooks.measure import lines_of, row_height
from reports.workbooks.styles import FAULTY, FILL_IN, NOT_ASKED, PLAIN, SHADED, Styles
from reports.workbooks.whole import Whole
from sources.errors import FangpinError
from sources.garbage import nothing_thrown_away
from sources.returned.seal import in_cell

LAYOUT = "1"
"""Of the sheets and columns; a returned ledger says under which one it was made."""
META = "_meta"
OF_NO_MONTH = dt.datetime(2022, 4, 7)
"""When a workbook of no month says it was made: always the same, so that its bytes are."""
LAST_ROW = 1_048_575
"""Of a page of Excel, counted from nought. XlsxWriter leaves out what lies below it, without a word."""
BUTTONS = 8
"""Room in the header for the buttons of the filter, in points."""
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

NUMBERS = frozenset(("number", "amount", "share"))
"""The kinds of columns whose values are numbers of Excel, too."""

Row = Mapping[str, Any]
Write = Callable[[int, int, Any, Any], object]


def write_workbook(
    target: Path,
    book: Workbook,
    marks: Mapping[str, str],
    words: dict[str, str],
    rows: Mapping[str, Sequence[Row]],
    wholes: Mapping[str, Whole] = MappingProxyType({}),
) -> None:
    """Write `book`. marks: what tells it when it comes back (a template has none); words: for titles; rows: by sheet; wholes: where
    all rows of a sheet are that lists some. Raises FangpinError where a sheet has more rows than Excel can hold."""
    month = marks.get("fangpin.month", "")
    with nothing_thrown_away(), xlsxwriter.Workbook(str(target), dict(AS_TEXT)) as file:
        made_on = dt.datetime.strptime(month, "%Y-%m") if month else OF_NO_MONTH
        file.set_properties({"title": target.stem, "author": words["county"], "created": made_on})
        for name, value in marks.items():
            file.set_custom_property(name, value, "text")
        styles = Styles(file)
        shown = [sheet for sheet in book.sheets if not (sheet.is_optional or sheet.sums_up) or rows.get(sheet.name)]
        for sheet in shown:
            writer = _Writer(file.add_worksheet(sheet.name), sheet, styles, wholes.get(sheet.name))
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

    def __init__(self, page: Any, sheet: Sheet, styles: Styles, whole: Whole | None) -> None:
        self.page, self.sheet, self.styles, self.whole = page, sheet, styles, whole

    def write(self, rows: Sequence[Row], words: dict[str, str], month: str, comes_back: bool) -> None:
        sheet = self.sheet
        last_row = p.HEADER_ROW + (sheet.blank_rows or len(rows))
        if last_row + sheet.total > LAST_ROW:
            raise FangpinError(
                f"有{len(rows)}行，Excel装不下", sheet.name, "请核对来文：全量名册要在 settings.toml 中写明 delivery。"
            )
        self._title(words | {"count": str(self.whole.rows if self.whole else len(rows))}, len(rows))
        self._header()
        self._rows(rows)
        if sheet.total:
            self._sums(last_row + 1, rows)
        if not sheet.notes and not sheet.blank_rows:
            self.page.autofilter(p.HEADER_ROW, 0, max(last_row, p.FIRST_ROW), len(sheet.columns) - 1)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 2}"})
        p.set_page(self.page, sheet, last_row + sheet.total, words)
        p.check_input(self.page, sheet, last_row, month, self.styles)
        if comes_back:
            p.lock(self.page)

    def _title(self, words: dict[str, str], listed: int) -> None:
        sheet, styles = self.sheet, self.styles
        title, subtitle = sheet.title.format_map(words), sheet.subtitle.format_map(words)
        style, last = styles.title(sheet.size), len(sheet.columns) - 1
        if self.whole:
            subtitle = "\n".join(filter(None, (subtitle, self.whole.told(listed))))
        self.page.merge_range(p.TITLE_ROW, 0, p.TITLE_ROW, last, "" if subtitle else title, style)
        if subtitle:
            parts = (styles.title_words(sheet.size), title, styles.subtitle_words(sheet.size), f"\n{subtitle}")
            self.page.write_rich_string(p.TITLE_ROW, 0, *parts, style)
        below = row_height(1, sheet.size) * (1 + subtitle.count("\n")) if subtitle else 0
        self.page.set_row(p.TITLE_ROW, row_height(1, sheet.size + 6) + below)

    def _header(self) -> None:
        size = self.sheet.size
        for place, column in enumerate(self.sheet.columns):
            whole = self.styles.cell(column, size, PLAIN, unlocked=True) if self.sheet.blank_rows else None
            self.page.set_column(place, place, column.width, whole)
            self.page.write_string(p.HEADER_ROW, place, column.heading, self.styles.header(column, size))
        lines = max(lines_of(column.heading, column.width, size) for column in self.sheet.columns)
        self.page.set_row(p.HEADER_ROW, row_height(lines, size) + BUTTONS)

    def _rows(self, rows: Sequence[Row]) -> None:
        """Column by column what is to be written, row by row into the page: what is alike in a column is looked up once."""
        size, least = self.sheet.size, self.sheet.height
        taken = self._lines(rows)
        heights = {lines: max(row_height(lines, size), least) for lines in set(taken)}
        grounds = _grounds(rows, self.sheet.together)
        columns = [self._cells(at, column, rows, grounds) for at, column in enumerate(self.sheet.columns)]
        for place, (lines, *cells) in enumerate(zip(taken, *columns, strict=True), start=p.FIRST_ROW):
            for at, (write, value, style) in enumerate(cells):
                write(place, at, value, style)
            self.page.set_row(place, heights[lines])

    def _lines(self, rows: Sequence[Row]) -> list[int]:
        """How many lines each row takes: those of its longest cell. A text that stands in many rows is measured once."""
        most = [1] * len(rows)
        for column in self.sheet.columns:
            if column.field:
                values = [row.get(column.field) for row in rows]
                taken = {value: lines_of(_shown(value), column.width, self.sheet.size) for value in set(values)}
                if any(lines > 1 for lines in taken.values()):
                    most = list(map(max, most, map(taken.__getitem__, values)))
        return most

    def _cells(
        self, at: int, column: PrintedColumn, rows: Sequence[Row], grounds: Sequence[str]
    ) -> Iterator[tuple[Write, Any, Any]]:
        """Of each row the cell in this column: with what it is written, what stands in it, how it looks."""
        page, size, field, fault, kind = self.page, self.sheet.size, column.field, column.fault, column.kind
        asking, asked_of = column.asked_where or ("", ())
        looks: dict[tuple[str, str], Any] = {}
        for place, (row, ground) in enumerate(zip(rows, grounds, strict=True), start=p.FIRST_ROW):
            value = row.get(field)
            if column.fill_in:
                ground = FILL_IN if not asking or row.get(asking) in asked_of else NOT_ASKED
            if said := row.get(fault):
                ground = FAULTY
                page.write_comment(place, at, str(said), {"author": "", "x_scale": 2})
            colour = column.colours.get(str(value), "") if column.colours else ""
            style = looks.get((ground, colour))
            if style is None:
                style = self.styles.cell(column, size, ground, colour, unlocked=column.fill_in)
                looks[ground, colour] = style
            if value is None or value == "":
                yield page.write_blank, None, style
            elif kind == "date" and (day := _day(value)) is not None:
                yield page.write_datetime, day, style
            elif kind in NUMBERS:
                yield page.write_number, value, style
            else:
                yield page.write_string, in_cell(_shown(value)), style

    def _sums(self, place: int, rows: Sequence[Row]) -> None:
        self.page.set_row(place, row_height(1, self.sheet.size))
        for at, column in enumerate(self.sheet.columns):
            style = self.styles.sum(column, self.sheet.size)
            if column.summed:
                listed = sum(row[column.field] or 0 for row in rows)
                self.page.write_number(place, at, self.whole.sums[column.field] if self.whole else listed, style)
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
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _grounds(rows: Sequence[Row], together: str) -> list[str]:
    """The ground of each row: every other one shaded, rows that belong together alike."""
    shaded, before, grounds = True, object(), []
    for row in rows:
        if not together or row[together] != before:
            shaded, before = not shaded, row.get(together)
        grounds.append(SHADED if shaded else PLAIN)
    return grounds
