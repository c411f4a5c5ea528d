"""What the machine could do at best: the same files read, the same numbers joined, the same cells written, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

PROCESSES = 2
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TEXT = (".csv", ".txt")


def reading(files: Sequence[Path]) -> float:
    """Seconds in which python-calamine reads the files in two processes, cells with their types, largest first; a text file is only read.
    The start of the processes does not count."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn) as pool:
        list(pool.map(time.sleep, [0.5] * PROCESSES))
        ordered = sorted(files, key=lambda file: file.stat().st_size, reverse=True)
        started = time.perf_counter()
        list(pool.map(_read, ordered))
        return time.perf_counter() - started


def _read(file: Path) -> None:
    if file.suffix in TEXT:
        file.read_bytes()
        return
    book = CalamineWorkbook.from_path(str(file))
    for place in range(len(book.sheet_names)):
        book.get_sheet_by_index(place).to_python()


def joining(feeds: Path, base: Path) -> float:
    """Seconds in which DuckDB joins two columns of ID numbers that lie in its memory; the Parquet files hold one column each."""
    with duckdb.connect() as connection:
        for name, file in (("feed", feeds), ("base", base)):
            connection.read_parquet(str(file)).create(name)
        started = time.perf_counter()
        connection.execute("SELECT COUNT(*) FROM feed INNER JOIN base USING (number)").fetchone()
        return time.perf_counter() - started


@dataclass(frozen=True)
class Written:
    """Workbooks written again: how many sheets and filled cells they hold, and the seconds."""

    sheets: int = 0
    cells: int = 0
    seconds: float = 0.0

    def __add__(self, other: Written) -> Written:
        return Written(self.sheets + other.sheets, self.cells + other.cells, self.seconds + other.seconds)


def writing(workbooks: Iterable[Path]) -> Written:
    """XlsxWriter writes the filled cells of these workbooks once more, by their types and without looks; reading them does not count."""
    return sum((_rewritten(file) for file in workbooks), Written())


def _rewritten(file: Path) -> Written:
    book = CalamineWorkbook.from_path(str(file))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    cells = 0
    started = time.perf_counter()
    with xlsxwriter.Workbook(io.BytesIO(), dict(AS_TEXT)) as target:
        day = target.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets.items():
            cells += _fill(target.add_worksheet(name), rows, day)
    return Written(len(sheets), cells, time.perf_counter() - started)


def _fill(page: Any, rows: Sequence[Sequence[object]], day: Any) -> int:
    cells = 0
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell == "":
                continue
            cells += 1
            if isinstance(cell, str):
                page.write_string(at, column, cell)
            elif isinstance(cell, dt.date):
                page.write_datetime(at, column, cell, day)
            else:
                page.write(at, column, cell)
    return cells
