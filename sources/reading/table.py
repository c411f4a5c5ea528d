"""The tables of a sheet: usually one; sometimes several under one another, or two side by side, each with a header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from sources.reading.grid import Grid
from sources.reading.headers.blocks import NAME, NUMBER, RELATION, is_number
from sources.reading.headers.plain import plain

PERSONAL = re.compile(r"^(性别|年龄|民族|出生(日期|年月)|健康状况|与.*关系|关系|联系电话|备注)$")
"""Headings that a block of people has too: repeated, they speak of a wide roster rather than of two lists."""


APART = "\x1f"
"""Between the cells of a row that are looked at as one text: no cell holds it."""


@dataclass(frozen=True)
class SheetTable:
    """One table. cells: `row`, `line_refused`, `line_told`, `fields` and, for each column, `c0`, `k0`, … as in the grid; columns: where each stands in the sheet,
    from 0; above: what the sheet says over it; is_1904: its serial days count from 1904."""

    sheet: str
    cells: pl.DataFrame
    columns: tuple[int, ...]
    hidden: bool = False
    above: str = ""
    is_1904: bool = False

    @property
    def width(self) -> int:
        return len(self.columns)

    def top(self, rows: int) -> list[list[str]]:
        """The text of the first rows."""
        return [list(row) for row in self.cells.head(rows).select(self.texts()).iter_rows()]

    def texts(self) -> list[str]:
        """The names of the columns of text."""
        return [f"c{place}" for place in range(self.width)]

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Of each row: `filled`, how many cells say something; `first`, what the first of them says; `is_counting`, true
        where every cell says nothing or its own place, from 1."""
        said = self.cells.select(pl.col(self.texts()).str.strip_chars())
        own_place = [(pl.col(name) == "") | (pl.col(name) == str(at)) for at, name in enumerate(said.columns, start=1)]
        return said.select(
            pl.sum_horizontal(pl.all() != "").cast(pl.UInt32).alias("filled"),
            _first_said(said).alias("first"),
            pl.all_horizontal(own_place).alias("is_counting"),
        )

    def holds_numbers(self) -> bool:
        """True where some cell looks like an ID number: a table without a header is then more than a cover."""
        return any(self.cells.select(pl.col(self.texts()).str.contains(r"\d{15}|\d{17}[xX]").any()).row(0))


def _first_said(said: pl.DataFrame) -> pl.Series:
    """Of each row the first text that is not blank; null where all are."""
    first = pl.Series("first", [None], dtype=pl.String).new_from_index(0, said.height)
    for column in said.iter_columns():
        if not first.has_nulls():
            break
        first = pl.select(pl.when(first.is_null() & (column != "")).then(column).otherwise(first)).to_series()
    return first


def table_of_cells(sheet: str, cells: pl.DataFrame) -> SheetTable:
    """A table whose cells no file holds: no line of it is at fault. cells: `row` and, for each column, `c0`, `k0`, …"""
    nothing = [pl.lit(None, dtype=pl.Int64).alias("fields")]
    nothing += [pl.lit(None, dtype=pl.String).alias(name) for name in ("line_refused", "line_told")]
    width = sum(name.startswith("c") for name in cells.columns)
    numbered = cells.with_columns(pl.col("row").cast(pl.UInt32), *nothing)
    return SheetTable(sheet, numbered, tuple(range(width)))


def table_of(grid: Grid) -> SheetTable:
    """The whole sheet as one table."""
    columns = grid.columns or tuple(range(grid.width))
    cells = grid.cells().with_columns(pl.lit(None, dtype=pl.String).alias("line_told"))
    return SheetTable(grid.sheet, cells, columns, grid.hidden, is_1904=grid.is_1904)


def stacked(table: SheetTable) -> list[SheetTable]:
    """The tables that stand under one another, each from its own header on; the lines above a header are its titles."""
    starts = _header_rows(table)
    if len(starts) < 2:
        return [table]
    found, begin = [], 0
    for start, following in zip(starts, [*starts[1:], table.cells.height], strict=True):
        end = following - _titles_before(table, following, start) if following < table.cells.height else following
        found.append(replace(table, cells=table.cells.slice(begin, end - begin)))
        begin = end
    return found


CALLS_A_NUMBER = re.compile(r"身份证|证件号|公民身份|残疾人?证号")
LONGEST_HEADING = 12
NAME_SIGNS = "[名㈴㊔]"
"""One of these is in every way to write 姓名 or 名字."""


def _header_rows(table: SheetTable) -> list[int]:
    """The places of rows that name a person and a number in words; of several in a row (two levels) the first."""
    calls_a_name = pl.any_horizontal(pl.col(table.texts()).str.contains(NAME_SIGNS))  # spares most rows what follows
    likely = table.cells.with_row_index("place").filter(calls_a_name)
    line = pl.concat_str(table.texts(), ignore_nulls=True).str.normalize("NFKC").str.replace_all(r"\s", "")
    apart = (
        pl.concat_str(table.texts(), separator="|", ignore_nulls=True).str.normalize("NFKC").str.replace_all(r"\s", "")
    )
    maybe = line.str.contains(r"姓名|名字") & line.str.contains(CALLS_A_NUMBER.pattern)  # few rows are worth a look
    maybe = maybe & ~apart.str.contains(r"[0-9]{8}")
    rows = likely.filter(maybe).select("place", *table.texts())
    hits = [place for place, *cells in rows.iter_rows() if _are_headings(cells)]
    return [at for place, at in enumerate(hits) if place == 0 or at > hits[place - 1] + 2]


def _are_headings(cells: Sequence[str | None]) -> bool:
    """True where short cells call a name and a number, and none holds a number itself."""
    said = [plain(cell) for cell in cells if cell]
    short = [cell for cell in said if len(cell) <= LONGEST_HEADING]
    calls_both = any(map(NAME.search, short)) and any(map(CALLS_A_NUMBER.search, short))
    return calls_both and not any(re.search(r"\d{8}", cell) for cell in said)


def _titles_before(table: SheetTable, start: int, after: int) -> int:
    """How many rows right above a header hold no data: a title, a unit, the upper level of the header."""
    rows = table.cells.slice(after + 1, start - after - 1).select(table.texts())
    count = 0
    for row in reversed(list(rows.tail(4).iter_rows())):
        if any(re.search(r"\d{6}", re.sub(r"[\s年月日./-]", "", cell)) for cell in row) or _is_total(row):
            break
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > max(2, len(row) // 2) and not any(
            NAME.search(plain(c)) or re.search("信息|情况", c) for c in filled
        ):
            break
        count += 1
    return count


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell.strip() for cell in row if cell.strip()), "")
    return re.match(r"合\s*计|总\s*计|小\s*计|填报|填表|制表|审核|负责人|备注|说明|注[:：]", first) is not None


def side_by_side(table: SheetTable, headings: Sequence[str], header_row: int) -> list[SheetTable]:
    """Two lists printed beside one another, with the same headings each, as a table each; else the table itself.

    Blocks that repeat a person's columns only (姓名, 身份证号, 关系) are a wide roster and stay together.
    """
    width = _period(headings)
    if width is None:
        return [table]
    above = [list(row) for row in table.cells.head(header_row).select(table.texts()).iter_rows()]
    return [
        _columns(table, start, min(start + width, len(headings)), above) for start in range(0, len(headings), width)
    ]


def _period(headings: Sequence[str]) -> int | None:
    """After how many columns the headings begin again; None where they do not."""
    said = [plain(heading) for heading in headings]
    for width in range(2, len(said) // 2 + 1):
        again = said[width : 2 * width]
        block = said[:width]
        lists = any(is_number(one) for one in block) and any(NAME.search(one) for one in block)
        listed = any(one and not _is_personal(one) for one in block)
        if lists and listed and again == block and all(one in (*block, "") for one in said[2 * width :]):
            return width
    return None


def _is_personal(heading: str) -> bool:
    return bool(NUMBER.search(heading) or NAME.search(heading) or RELATION.search(heading) or PERSONAL.search(heading))


def _columns(table: SheetTable, start: int, end: int, above: Sequence[Sequence[str]]) -> SheetTable:
    """Some of the columns, renumbered; titles that stand above them are theirs alone."""
    renamed = [pl.col("row"), pl.col("line_refused"), pl.col("line_told"), pl.lit(None, dtype=pl.Int64).alias("fields")]
    for new, old in enumerate(range(start, end)):
        renamed += [pl.col(f"c{old}").alias(f"c{new}"), pl.col(f"k{old}").alias(f"k{new}")]
    cells = table.cells.select(renamed)
    texts = [f"c{place}" for place in range(end - start)]
    filled = cells.filter(pl.any_horizontal(pl.col(texts).str.strip_chars() != ""))
    whole = " ".join(cell for row in above for cell in row[:1]) if start else ""
    return replace(table, cells=filled, columns=table.columns[start:end], above=whole)
