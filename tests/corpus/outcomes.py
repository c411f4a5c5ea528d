"""What comes of a file, in words short enough to stand beside it in a table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sources.errors import RefusedFile
from sources.reading.grid import Grid, read_grids

SIGNS = ("", "", "#", "@", "?", "!")
"""Behind a cell's text: number #, date @, flag ?, error !."""


def outcome(data: bytes, passwords: Sequence[str] = ()) -> list[str]:
    """`2: 甲 | 800#` for each row, `【Sheet2】` before each sheet but a lone Sheet1, the notes; or `拒收：` and why."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "来文"
        source.write_bytes(data)
        try:
            grids = read_grids(source, Path(folder) / "grids", passwords)
        except RefusedFile as refused:
            assert refused.do
            return [f"拒收：{refused.what}"]
        return [line for grid in grids for line in _lines(grid, len(grids))]


def _lines(grid: Grid, of: int) -> list[str]:
    if grid.trouble:
        return [f"【{grid.sheet}】没有读出：{grid.trouble.what}"]
    title = [f"【{grid.sheet}】{'（隐藏）' if grid.hidden else ''}"] if of > 1 or grid.hidden else []
    return [
        *title,
        *map(_line, pl.read_parquet(grid.path).drop("line_refused", "fields").iter_rows()),
        *(f"* {note}" for note in grid.notes),
    ]


def _line(row: tuple[object, ...]) -> str:
    cells = zip(row[1::2], row[2::2], strict=True)
    return f"{row[0]}: " + " | ".join(f"{text}{SIGNS[int(str(kind))]}" for text, kind in cells).rstrip()
