"""From a file to grids: per sheet, the cells as text, each with the type it had.

Runs in a child process (`worker`), because a hostile workbook can take the whole process with it.
Rows and columns without a word are left out. The grid is a frame, in memory or as a Parquet file: `row` (as Excel shows it, from 1; the line of a text file) and, for each column of the
sheet, `c0`, `c1`, … (text) and `k0`, `k1`, … (the kind of cell: BLANK, TEXT, NUMBER, DATE, FLAG, ERROR).
`refused` says why a row could not be read soundly, null where it could; `fields` how many cells a line of text was written with.
The kind matters: a number cell that holds an ID has lost its last digits, whatever the check digit says; an error cell
(its text is the error's, `#N/A`, or `NO_RESULT` for a formula that nobody computed) is not a blank one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from sources.containers.archive import unfold
from sources.containers.cells import (
    BLANK,
    DATE,
    ERROR,
    FLAG,
    NO_RESULT,
    NUMBER,
    TEXT,
    Sheet,
    SheetCells,
    SheetColumns,
    as_text,
    kind,
    says,
)
from sources.containers.locked import unlock
from sources.containers.ods import read_flat
from sources.containers.sniff import DAMAGED, Container, sniff
from sources.containers.text import read_text
from sources.containers.webarchive import read_webarchive
from sources.containers.webpage import read_webpage
from sources.containers.workbook import read_workbook
from sources.containers.xls import has_password
from sources.containers.xml_table import read_xml_table
from sources.errors import LockedFile, RefusedFile
from sources.schema import Schema

__all__ = [
    "BLANK",
    "DATE",
    "ERROR",
    "FLAG",
    "NO_RESULT",
    "NUMBER",
    "TEXT",
    "Grid",
    "held_grids",
    "kept_grids",
    "read_grids",
]

INDEX = "grids.json"
"""Written last: a folder without it is half a reading."""
COLUMNS_AT_MOST = 500
"""A sheet with more filled columns than this is no list of people."""
READERS: dict[Container, Callable[[bytes], list[SheetCells]]] = {
    "text": read_text, "webpage": read_webpage, "webarchive": read_webarchive, "xml_table": read_xml_table, "flat_ods": read_flat,
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """One sheet as read.

    path: its Parquet file, held: its cells where they are in memory instead; width: number of columns; hidden: Excel does not show the sheet; columns: of c0, c1, … the
    place in the sheet, from 0: columns without a word are left out of the grid; notes: sentences for the clerk (hidden
    rows, error cells); is_1904: serial days count from 1904; trouble: why the sheet could not be read, where it could
    not: there is no Parquet file then.
    """

    sheet: str
    path: Path
    width: int
    hidden: bool = False
    columns: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    is_1904: bool = False
    trouble: RefusedFile | None = None
    held: pl.DataFrame | None = field(default=None, compare=False, repr=False)

    def cells(self) -> pl.DataFrame:
        """The cells, as this module's words say."""
        return self.held if self.held is not None else pl.read_parquet(self.path, glob=False)


NOWHERE = Path()
NOT_OF_A_BOOK: Schema = {"line_refused": pl.String, "fields": pl.Int64}
"""What only lines of a text have."""


def read_grids(source: Path, into: Path, passwords: Sequence[str] = ()) -> list[Grid]:
    """Read every sheet of `source` and write its grid below `into` (`held_grids`)."""
    into.mkdir(parents=True, exist_ok=True)
    kept = [_written(grid, into / f"{place}.parquet") for place, grid in enumerate(held_grids(source, passwords))]
    index = [
        {
            "sheet": grid.sheet, "file": grid.path.name, "width": grid.width, "hidden": grid.hidden,
            "columns": grid.columns, "notes": grid.notes, "is_1904": grid.is_1904,
            "trouble": [grid.trouble.what, grid.trouble.do] if grid.trouble else None,
        }
        for grid in kept
    ]  # fmt: skip
    (into / INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    return kept


def held_grids(source: Path, passwords: Sequence[str] = ()) -> list[Grid]:
    """Every sheet of `source`, its cells in memory. Sheets without a single cell are left out.

    A sheet that cannot be read has a grid without cells that says why, as long as another one could be read.

    passwords: tried one after the other on a file that has one.
    """
    grids = [grid for table in read_tables(source.read_bytes(), passwords) if (grid := _grid(table)) is not None]
    troubles = [grid.trouble for grid in grids if grid.trouble]
    if troubles and len(troubles) == len(grids):
        raise troubles[0]
    return grids


def _written(grid: Grid, path: Path) -> Grid:
    if grid.held is not None:
        grid.held.write_parquet(path)
    return replace(grid, path=path, held=None)


def kept_grids(into: Path) -> list[Grid] | None:
    """The grids that an earlier step of the same run left in `into`; None where there are none."""
    index = into / INDEX
    if not index.exists():
        return None
    entries = json.loads(index.read_text(encoding="utf-8"))
    return [
        Grid(
            one["sheet"],
            into / one["file"],
            one["width"],
            one["hidden"],
            tuple(one["columns"]),
            tuple(one["notes"]),
            one["is_1904"],
            RefusedFile(one["trouble"][0], do=one["trouble"][1]) if one["trouble"] else None,
        )
        for one in entries
    ]


def read_tables(data: bytes, passwords: Sequence[str] = ()) -> Sequence[Sheet]:
    """Every sheet of a file, by what its bytes are. Refuses what is no table."""
    container = sniff(data)
    if container == "archive":
        _refuse_archive(data, passwords)
    if container == "locked" or (container == "xls" and _has_password(data)):
        data = unlock(data, passwords)
        container = sniff(data)
    if container in ("xlsx", "xlsb", "ods", "xls", "bare_xls"):
        return read_workbook(data, container)
    return _by_ourselves(container, data)


def _by_ourselves(container: Container, data: bytes) -> list[SheetCells]:
    """The tables of a text or a page. Whatever a hostile file makes our own readers stumble over is its fault, and named."""
    try:
        return READERS[container](data)
    except (RefusedFile, MemoryError):
        raise
    except Exception as error:
        raise RefusedFile(f"文件的内部结构读不懂（{type(error).__name__}）", do=DAMAGED) from None


def _has_password(data: bytes) -> bool:
    try:
        return has_password(data)
    except Exception:  # damaged records: the reader says so
        return False


def _refuse_archive(data: bytes, passwords: Sequence[str]) -> None:
    """A zip of files is unfolded when it lands; one that comes here could not be used, wholly or in part."""
    refused = unfold(data, passwords).refused
    what = "；".join(dict.fromkeys(one.what for one in refused)) or "压缩包套了太多层"
    do = "".join(dict.fromkeys(one.do for one in refused)) or "请解压后直接报送表格。"
    is_locked = any(isinstance(one, LockedFile) for one in refused)
    raise LockedFile(what, do=do) if is_locked else RefusedFile(what, do=do)


def _grid(table: Sheet) -> Grid | None:
    """The rows and columns that say something; None where nothing does."""
    if isinstance(table, SheetColumns):
        return _grid_of_columns(table)
    if table.trouble:
        return Grid(table.name, NOWHERE, 0, table.is_hidden, trouble=table.trouble)
    kept = [(number, row) for number, row in zip(table.numbers, table.rows, strict=True) if any(map(says, row))]
    width = max((len(row) for _, row in kept), default=0)
    for _, row in kept:
        row.extend([""] * (width - len(row)))
    filled = _filled_columns([row for _, row in kept], width)
    cells = list(filled.values())
    if len(cells) > COLUMNS_AT_MOST:
        table.trouble = _too_wide(len(cells))
        return _grid(table)
    if not cells:
        return None
    columns: dict[str, pl.Series] = {
        "row": pl.Series([number for number, _ in kept], dtype=pl.UInt32),
        "line_refused": pl.Series([table.refused.get(number) for number, _ in kept], dtype=pl.String),
        "fields": pl.Series([table.fields.get(number) for number, _ in kept], dtype=pl.Int64),
    }
    for place, column in enumerate(cells):
        columns[f"c{place}"] = pl.Series([as_text(cell) for cell in column], dtype=pl.String)
        columns[f"k{place}"] = pl.Series([kind(cell) for cell in column], dtype=pl.UInt8)
    held = pl.DataFrame(columns)
    return Grid(
        table.name, NOWHERE, len(cells), table.is_hidden, tuple(filled), table.notes, table.is_1904, held=held
    )  # fmt: skip


def _grid_of_columns(table: SheetColumns) -> Grid | None:
    if len(table.texts) > COLUMNS_AT_MOST:
        return _grid(SheetCells(table.name, [], [], table.is_hidden, trouble=_too_wide(len(table.texts))))
    if not table.texts:
        return None
    columns = {"row": table.numbers.alias("row")} | {
        name: pl.repeat(None, len(table.numbers), dtype=kind, eager=True) for name, kind in NOT_OF_A_BOOK.items()
    }
    for place, (texts, kinds) in enumerate(zip(table.texts.values(), table.kinds.values(), strict=True)):
        columns |= {f"c{place}": texts, f"k{place}": kinds}
    return Grid(
        table.name, NOWHERE, len(table.texts), table.is_hidden, tuple(table.texts), table.notes, table.is_1904,
        held=pl.DataFrame(columns),
    )  # fmt: skip


def _too_wide(columns: int) -> RefusedFile:
    return RefusedFile(f"工作表有{columns}列，不像名单", do="请只保留需要的列后重新报送。")


def _filled_columns(rows: list[list[Any]], width: int) -> dict[int, tuple[Any, ...]]:
    """Place in the sheet -> cells, of the columns that say something."""
    columns = enumerate(zip(*rows, strict=True)) if width else ()
    return {place: column for place, column in columns if any(map(says, column))}
