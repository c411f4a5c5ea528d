"""A whole column read text by text: of millions of cells few differ, and the same text means the same in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from sources.contract import CodedColumn
from sources.values.readers import read_value

CELL = pl.col("cell")
AS_PRINTED: Mapping[str, tuple[str, Callable[[pl.Expr], pl.Expr]]] = {
    "yuan": (r"^[0-9]{1,5}(?:\.[0-9]{1,2})?$", lambda cell: cell.cast(pl.Float64, strict=False)),
    "date": (r"^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$", lambda cell: cell.str.to_date("%Y-%m-%d", strict=False)),
}  # fmt: skip
"""How a system prints a value of a kind, and the short way to it; `read_value` comes to the same, in twenty steps."""


@dataclass(frozen=True)
class ReadColumn:
    """values: of each cell; nothing_in: the texts, each once, of which no value came, blank ones among them."""

    values: pl.Series
    nothing_in: pl.Series


def read_column(cells: pl.Series, column: CodedColumn) -> ReadColumn:
    """What `read_value` makes of each cell."""
    texts = cells.alias("cell").unique().to_frame()
    if 2 * texts.height > cells.len():
        texts = cells.alias("cell").to_frame()
    known = _read(texts, column)
    nothing_in = known.filter(pl.col("value").is_null())["cell"].unique()
    if texts.height < cells.len():
        whole = cells.alias("cell").to_frame()
        known = whole.join(known, on="cell", how="left", nulls_equal=True, maintain_order="left")
    return ReadColumn(known["value"].alias(column.name), nothing_in)


def _read(texts: pl.DataFrame, column: CodedColumn) -> pl.DataFrame:
    """The texts with their values; those that are printed in the system's own way are read in the short one."""
    pattern, short = AS_PRINTED.get(column.kind, ("", None))
    if short is None:
        return texts.with_columns(read_value(CELL, column).alias("value"))
    is_printed = CELL.str.contains(pattern).fill_null(False)
    numbered = texts.with_row_index("place")
    printed = numbered.filter(is_printed).with_columns(short(CELL).alias("value"))
    others = numbered.filter(~is_printed).with_columns(read_value(CELL, column).alias("value"))
    return pl.concat([printed, others]).sort("place").drop("place")
