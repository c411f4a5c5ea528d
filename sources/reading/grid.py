"""From a file to grids: per sheet, the cells as text, each with the type it had.

Runs in a child process (`worker`), because a hostile workbook can take the whole process with it.
Rows and columns without a word are left out. The grid is a Parquet file: `row` (as Excel shows it, from 1; the line of a text file) and, for each column of the
sheet, `c0`, `c1`, … (text) and `k0`, `k1`, … (the kind of cell: BLANK, TEXT, NUMBER, DATE, FLAG).
The kind matters: a number cell that holds an ID has lost its last digits, whatever the check digit says.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl
import python_calamine as calamine

from sources.errors import RefusedFile
from sources.reading.container import decode, sniff

INDEX = "grids.json"
"""Written last: a folder without it is half a reading."""
INDEX = "grids.json"
"""Written last: a folder without it is half a reading."""
COLUMNS_AT_MOST = 500
"""A sheet with more filled columns than this is no list of people."""
BLANK, TEXT, NUMBER, DATE, FLAG = range(5)
KINDS: dict[type, int] = {
    str: TEXT, int: NUMBER, float: NUMBER, bool: FLAG, dt.date: DATE, dt.datetime: DATE, dt.time: DATE, dt.timedelta: DATE,
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """One sheet as read. path: its Parquet file; width: number of columns; hidden: Excel does not show the sheet.

    columns: of c0, c1, … the place in the sheet, from 0: columns without a word are left out of the grid.
    """

    sheet: str
    path: Path
    width: int
    hidden: bool = False
    columns: tuple[int, ...] = ()


def read_grids(source: Path, into: Path) -> list[Grid]:
    """Read every sheet of `source` and write its grid below `into`. Sheets without a single cell are left out."""
    data = source.read_bytes()
    into.mkdir(parents=True, exist_ok=True)
    if sniff(data) == "text":
        lines, numbers = _read_text(data)
        grids = [grid for grid in [_write(into / "0.parquet", "", lines, numbers)] if grid is not None]
    else:
        grids = _read_workbook(data, into)
    index = [
        {
            "sheet": grid.sheet, "file": grid.path.name, "width": grid.width, "hidden": grid.hidden,
            "columns": grid.columns,
        }
        for grid in grids
    ]  # fmt: skip
    (into / INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    return grids


def kept_grids(into: Path) -> list[Grid] | None:
    """The grids that an earlier step of the same run left in `into`; None where there are none."""
    index = into / INDEX
    if not index.exists():
        return None
    entries = json.loads(index.read_text(encoding="utf-8"))
    return [
        Grid(entry["sheet"], into / entry["file"], entry["width"], entry["hidden"], tuple(entry["columns"]))
        for entry in entries
    ]


def _read_workbook(data: bytes, into: Path) -> list[Grid]:
    grids = []
    for index, (name, hidden, rows) in enumerate(_sheets(data)):
        grid = _write(into / f"{index}.parquet", name, rows, list(range(1, len(rows) + 1)), hidden)
        if grid is not None:
            grids.append(grid)
    return grids


def _sheets(data: bytes) -> list[tuple[str, bool, list[list[Any]]]]:
    """Each worksheet's name, whether it is hidden, and its cells.

    A damaged workbook makes the reader raise anything, its own panics included, which are no ordinary exceptions:
    inside this function whatever goes wrong is the file's fault.
    """
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            (about.name, about.visible != calamine.SheetVisibleEnum.Visible, _cells(workbook.get_sheet_by_index(index)))
            for index, about in enumerate(workbook.sheets_metadata)
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise RefusedFile("文件有打开密码", do="请部门取消密码后重新报送。") from None
    except (MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        raise RefusedFile(
            "文件已损坏，读不下去", do="请部门用 Excel 或 WPS 打开核对，另存为 .xlsx 后重新报送。"
        ) from None


def _cells(sheet: calamine.CalamineSheet) -> list[list[Any]]:
    return _filled_down(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])


def _filled_down(rows: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[Any]]:
    """A cell merged over several rows says the same of each of them (a person's stays, a household's members).

    Not so a number: an amount merged over two lines is still paid once.
    """
    for (top, left), (bottom, right) in merged:
        if left == right and top < bottom and top < len(rows) and isinstance(rows[top][left], str | dt.date):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def _read_text(data: bytes) -> tuple[list[list[str]], list[int]]:
    """The records of a delimited text with the line that each one starts on."""
    text = decode(data)
    csv.field_size_limit(len(text) + 1)
    delimiter = _delimiter(text)
    records, starts = _records(text, delimiter, csv.QUOTE_MINIMAL)
    if _has_stray_quote(records):
        records, starts = _records(text, delimiter, csv.QUOTE_NONE)
    return records, starts


def _records(text: str, delimiter: str, quoting: Literal[0, 3]) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    records, starts, start = [], [], 1
    for record in reader:
        records.append(record)
        starts.append(start)
        start = reader.line_num + 1
    return records, starts


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first records into the same number of parts, quotes respected."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = Counter(len(record) for record in csv.reader(lines, delimiter=sign) if len(record) > 1)
        parts, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (times, parts)

    return max(",\t;|，", key=evenness)


def _has_stray_quote(records: list[list[str]]) -> bool:
    """A quote that nobody closed swallows the rows after it: a cell then holds whole lines with their ID numbers."""
    return any(
        re.search(r"\d{15}", line)
        for record in records
        for cell in record
        if "\n" in cell
        for line in cell.splitlines()[1:]
    )


def _write(path: Path, sheet: str, rows: list[list[Any]], numbers: list[int], hidden: bool = False) -> Grid | None:
    """Write the rows and columns that say something; None where nothing does."""
    kept = [(number, row) for number, row in zip(numbers, rows, strict=True) if any(_says(cell) for cell in row)]
    width = max((len(row) for _, row in kept), default=0)
    for _, row in kept:
        row.extend([""] * (width - len(row)))
    columns_of_sheet = enumerate(zip(*(row for _, row in kept), strict=True))
    filled = {at: column for at, column in columns_of_sheet if any(_says(cell) for cell in column)}
    cells = list(filled.values())
    if len(cells) > COLUMNS_AT_MOST:
        raise RefusedFile(f"工作表有{len(cells)}列，不像名单", do="请只保留需要的列后重新报送。")
    if not cells:
        return None
    columns: dict[str, pl.Series] = {"row": pl.Series([number for number, _ in kept], dtype=pl.UInt32)}
    for place, column in enumerate(cells):
        columns[f"c{place}"] = pl.Series([_text(cell) for cell in column], dtype=pl.String)
        columns[f"k{place}"] = pl.Series(
            [KINDS[type(cell)] if cell != "" else BLANK for cell in column], dtype=pl.UInt8
        )
    pl.DataFrame(columns).write_parquet(path)
    return Grid(sheet, path, len(cells), hidden, tuple(filled))


def _says(cell: object) -> bool:
    return not isinstance(cell, str) or cell.strip() != ""


def _text(cell: object) -> str:
    """A cell as text, whole numbers without `.0`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e21:
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
