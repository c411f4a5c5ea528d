"""Lines of a text with more cells than its header: a comma that nobody put into quotes has moved what stands behind it.

By position such a line says what nobody wrote (23,456.00 is 23; an address is a name). It is read where only one reading fits, and
told: an amount with its thousands apart, or blanks behind the last column. Any other goes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations_with_replacement

import polars as pl

from sources.contract import Column
from sources.reading.headers.header import Header
from sources.reading.headers.headings import id_columns
from sources.reading.table import SheetTable
from sources.values.readers import is_blank, read_value

TOO_MANY = "本行比表头多{}格，多半是内容里有逗号而没有加引号，各格已经错位"
REJOINED = "本行比表头多{}格，金额的千分位逗号没有加引号，已合为一个数读取"
EXCESS_AT_MOST = 4
"""Commas too many in one line; where there are more, nobody can say whose they are."""
ALIKE_FROM, ALIKE = 3, 0.9
"""So many lines, and such a share of them, are no chance."""
GROUPED = r"^-?[¥￥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?元?$"
NUMBER = r"^\D{0,3}\d{14,17}[\dXx]\D{0,3}$|^\d{17}[\dXx]\d{2}|^\d{15}$"
NAME = r"^[\p{Han}·•. ]{2,15}$"


def settled(table: SheetTable, header: Header) -> SheetTable:
    """The table with each ragged line as it must be read; `line_refused` says why one cannot be, `line_told` what was made of one."""
    cells = table.cells
    width = cells["fields"].slice(header.first, header.last - header.first + 1).max()
    excess = cells["fields"].slice(header.last + 1) - width if width is not None else pl.Series([], dtype=pl.Int64)
    counts = sorted(int(count) for count in excess.drop_nulls().unique() if count > 0)
    if not counts:
        return table
    place = pl.int_range(pl.len())
    for count in counts:
        is_ragged = (place > header.last) & (pl.col("fields") - width == count)
        cells = _settle(cells, is_ragged, count, _Layout(table, header, int(width)))  # type: ignore[arg-type]
    return replace(table, cells=cells)


class _Layout:
    """Where each column of the text stands among the cells of the grid, and which column of ours it is."""

    def __init__(self, table: SheetTable, header: Header, width: int) -> None:
        self.width = width
        self.cell_of = {column: f"c{place}" for place, column in enumerate(table.columns)}
        own = {column.name: column for column in header.feed.columns}
        names: Mapping[int, str] = {place: name for name, place in header.places.items() if name not in header.told}
        self.named = {table.columns[place]: name for place, name in names.items() if place < len(table.columns)}
        self.column = {at: own[name] for at, name in self.named.items() if name in own}
        self.numbers = [at for at, name in self.named.items() if name in id_columns(header.feed)]
        self.names = [at for at, name in self.named.items() if name in ("person_name", "head_name")]

    def cell(self, at: int) -> pl.Expr:
        """The text of the so-many-th cell of a line; blank where no line has any there."""
        return pl.col(self.cell_of[at]).str.strip_chars() if at in self.cell_of else pl.lit("")

    def amounts(self) -> list[int]:
        return [at for at, column in self.column.items() if column.kind in ("yuan", "number")]


Reading = list[pl.Expr]


def _readings(layout: _Layout, count: int) -> Iterator[tuple[Reading, bool]]:
    """Every way to bring `count` cells too many back: among the amounts, or none of them at all; the cells of each column."""
    for lost in range(count + 1):  # so many of the cells too many are blanks behind the last column
        for chosen in combinations_with_replacement(sorted(layout.amounts()), count - lost):
            taken, at = [], 0
            for column in range(layout.width):
                parts = [layout.cell(at + step) for step in range(1 + chosen.count(column))]
                taken.append(pl.concat_str(parts, separator=",") if len(parts) > 1 else parts[0])
                at += len(parts)
            taken += [layout.cell(at + step) for step in range(lost)]
            yield taken, lost == count


def _fits(reading: Reading, layout: _Layout) -> pl.Expr:
    """True where every column that is read holds what it is for, and the cells behind the last one, if there are any, are blank."""
    checks = [reading[at].str.contains(NUMBER) | (reading[at] == "") for at in layout.numbers]
    checks += [reading[at].str.contains(NAME) | (reading[at] == "") for at in layout.names if at not in layout.numbers]
    checks += [_holds(reading[at], column) for at, column in layout.column.items() if column.kind != "id"]
    checks += [cell == "" for cell in reading[layout.width :]]
    return pl.all_horizontal(pl.lit(True), *checks).fill_null(False)


def _holds(cell: pl.Expr, column: Column) -> pl.Expr:
    if column.kind in ("text", "key", "labels") or column.keep_unlisted:
        return pl.lit(True)
    grouped = ~cell.str.contains(",") | cell.str.contains(GROUPED)
    return (read_value(cell, column).is_not_null() | is_blank(cell)) & grouped


def _is_a_column_without_heading(marked: pl.DataFrame) -> bool:
    """True where every line has the same cells too many and fits as it stands, and as nothing else: remarks beside the table."""
    below = marked.filter(pl.col("is_ragged").cum_sum() > 0)
    fits = below.filter("is_ragged", pl.col("as_it_stands"), pl.col("times") == 0).height
    return fits >= ALIKE_FROM and fits >= ALIKE * below.height


def _settle(cells: pl.DataFrame, is_ragged: pl.Expr, count: int, layout: _Layout) -> pl.DataFrame:
    """The lines with `count` cells too many: by the one reading that fits, else refused."""
    found = list(_readings(layout, count)) if count <= EXCESS_AT_MOST else []
    fits = [_fits(reading, layout) for reading, _ in found]
    times = pl.sum_horizontal(pl.lit(0), *(one.cast(pl.Int32) for one in fits))
    as_it_stands = _fits([layout.cell(at) for at in range(layout.width)], layout)
    marked = cells.with_columns(
        is_ragged.alias("is_ragged"), times.alias("times"), *(one.alias(f"fits{at}") for at, one in enumerate(fits)),
        as_it_stands.alias("as_it_stands"),
    )  # fmt: skip
    if _is_a_column_without_heading(marked):
        return cells
    only, refused = pl.col("is_ragged") & (pl.col("times") == 1), pl.col("is_ragged") & (pl.col("times") != 1)
    is_plain = pl.any_horizontal(pl.lit(False), *(f"fits{at}" for at, (_, plain) in enumerate(found) if plain))
    told = pl.when(only & ~is_plain).then(pl.lit(REJOINED.format(count))).otherwise("line_told")
    why = pl.coalesce("line_refused", pl.when(refused).then(pl.lit(TOO_MANY.format(count))))
    moved = [
        pl.coalesce(*(pl.when(only & pl.col(f"fits{n}")).then(one[at]) for n, (one, _) in enumerate(found)), name).alias(name)
        for at, name in layout.cell_of.items()
        if at < layout.width and found
    ]  # fmt: skip
    settled = marked.with_columns(told.alias("line_told"), why.alias("line_refused"), *moved)
    return settled.select(cells.columns)
