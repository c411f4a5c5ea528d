"""Writes sheets as .xlsx, .xls and .csv, the same bytes for the same sheet every time."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
import xlwt

Cell = str | int | float | date | None
CREATED = datetime(2020, 1, 1)
"""Written into every workbook, so that no clock gets into the bytes."""
XLS_ROWS_AT_MOST = 60_000


@dataclass
class SyntheticSheet:
    """One sheet as rows of cells. merged: rows whose first cell spans the width; hidden: rows from 0."""

    name: str
    rows: list[list[Cell]]
    width: int
    merged: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    blank_rows: int = 0


def write(path: Path, sheets: list[SyntheticSheet], encoding: str = "gb18030") -> Path:
    """Write the file that the name's ending asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        write_csv(path, sheets[0], encoding)
    elif path.suffix == ".xls":
        write_xls(path, sheets)
    else:
        write_xlsx(path, sheets)
    return path


def write_xlsx(path: Path, sheets: list[SyntheticSheet]) -> None:
    """A workbook of XlsxWriter; text stays text, even where it looks like a formula or a number."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": CREATED})
        looks = {"date": book.add_format({"num_format": "yyyy/m/d"}), "boxed": book.add_format({"border": 1})}
        for sheet in sheets:
            _fill_xlsx(book.add_worksheet(sheet.name), sheet, looks)


def _fill_xlsx(
    page: xlsxwriter.worksheet.Worksheet, sheet: SyntheticSheet, looks: dict[str, xlsxwriter.format.Format]
) -> None:
    for at, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(at, column, cell, looks["date"])
            elif isinstance(cell, str):
                if cell:
                    page.write_string(at, column, cell)
            elif cell is not None:
                page.write_number(at, column, cell)
    for at in sheet.merged:
        page.merge_range(at, 0, at, sheet.width - 1, sheet.rows[at][0])
    for at in sheet.hidden:
        page.set_row(at, None, None, {"hidden": True})
    for at in range(len(sheet.rows), len(sheet.rows) + sheet.blank_rows):
        for column in range(sheet.width):
            page.write_blank(at, column, None, looks["boxed"])


def write_xls(path: Path, sheets: list[SyntheticSheet]) -> None:
    """An old workbook of xlwt, as provincial systems still export it."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for at, row in enumerate(sheet.rows):
            if at in sheet.merged:
                page.write_merge(at, at, 0, sheet.width - 1, row[0])
                continue
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write(at, column, cell, day)
                elif cell not in (None, ""):
                    page.write(at, column, cell)
    book.save(str(path))


def write_csv(path: Path, sheet: SyntheticSheet, encoding: str) -> None:
    """Text as Excel saves it: commas, quotes where needed, CR LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in sheet.rows])
    path.write_bytes(text.getvalue().encode(encoding))
