"""From a file to grids: per sheet, the cells as text, each with the type it had.

Runs in a child process (`worker`), because a hostile workbook can take the whole process with it.
The grid is a Parquet file: `row` (as Excel shows it, from 1; the line of a text file) and, for each column of the
sheet, `c0`, `c1`, … (text) and `k0`, `k1`, … (the kind of cell: BLANK, TEXT, NUMBER, DATE, FLAG).
The kind matters: a number cell that holds an ID has lost its last digits, whatever the check digit says.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine as calamine

from sources.errors import RefusedFile
from sources.reading.container import decode, sniff

INDEX = "grids.json"
"""Written last: a folder without it is half a reading."""
INDEX = "grids.json"
"""Written last: a folder without it is half a reading."""
BLANK, TEXT, NUMBER, DATE, FLAG = range(5)
KINDS: dict[type, int] = {
    str: TEXT, int: NUMBER, float: NUMBER, bool: FLAG, dt.date: DATE, dt.datetime: DATE, dt.time: DATE, dt.timedelta: DATE,
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """One sheet as read. path: its Parquet file; width: number of columns; hidden: Excel does not show the sheet."""

    sheet: str
    path: Path
    width: int
    hidden: bool = False


def read_grids(source: Path, into: Path) -> list[Grid]:
    """Read every sheet of `source` and write its grid below `into`. Sheets without a single cell are left out."""
    data = source.read_bytes()
    into.mkdir(parents=True, exist_ok=True)
    if sniff(data) == "text":
        lines, numbers = _read_text(data)
        grids = [_write(into / "0.parquet", "", lines, numbers)] if lines else []
    else:
        grids = _read_workbook(data, into)
    index = [
        {"sheet": grid.sheet, "file": grid.path.name, "width": grid.width, "hidden": grid.hidden} for grid in grids
    ]
    (into / INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    return grids


def kept_grids(into: Path) -> list[Grid] | None:
    """The grids that an earlier step of the same run left in `into`; None where there are none."""
    index = into / INDEX
    if not index.exists():
        return None
    entries = json.loads(index.read_text(encoding="utf-8"))
    return [Grid(entry["sheet"], into / entry["file"], entry["width"], entry["hidden"]) for entry in entries]


def _read_workbook(data: bytes, into: Path) -> list[Grid]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise RefusedFile("文件有打开密码", do="请部门取消密码后重新报送。") from error
    except calamine.CalamineError as error:
        raise RefusedFile(
            "文件打不开，可能已损坏或格式太旧", do="请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。"
        ) from error
    grids = []
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
        if rows:
            hidden = about.visible != calamine.SheetVisibleEnum.Visible
            grids.append(_write(into / f"{index}.parquet", about.name, rows, list(range(1, len(rows) + 1)), hidden))
    return grids


def _read_text(data: bytes) -> tuple[list[list[str]], list[int]]:
    """The records of a delimited text with the line that each one starts on."""
    text = decode(data)
    head = text[:20_000]
    delimiter = max(",\t;，|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records, starts, start = [], [], 1
    for record in reader:
        records.append(record)
        starts.append(start)
        start = reader.line_num + 1
    return records, starts


def _write(path: Path, sheet: str, rows: list[list[Any]], numbers: list[int], hidden: bool = False) -> Grid:
    width = max(len(row) for row in rows)
    for row in rows:
        row.extend([""] * (width - len(row)))
    columns: dict[str, pl.Series] = {"row": pl.Series(numbers, dtype=pl.UInt32)}
    for place, cells in enumerate(zip(*rows, strict=True)):
        columns[f"c{place}"] = pl.Series([_text(cell) for cell in cells], dtype=pl.String)
        columns[f"k{place}"] = pl.Series([KINDS[type(cell)] if cell != "" else BLANK for cell in cells], dtype=pl.UInt8)
    pl.DataFrame(columns).write_parquet(path)
    return Grid(sheet, path, width, hidden)


def _text(cell: object) -> str:
    """A cell as text, whole numbers without `.0`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e21:
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
