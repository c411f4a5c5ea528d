"""How each kind of value is read, as Polars expressions over the text of a cell. What cannot be read becomes null."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from sources.contract import BoundedColumn, CodedColumn, NamedColumn
from sources.identity import is_error
from sources.schema import Schema
from sources.values.amounts import read_yuan
from sources.values.codes import read_code, read_grade, read_labels, read_yes_no
from sources.values.dates import read_date
from sources.values.keys import read_key
from sources.values.text import bare, is_blank, tidy

__all__ = ["POLARS_TYPE", "bare", "in_bounds", "is_blank", "read_value", "tidy", "types_of"]

POLARS_TYPE: Schema = {
    "yuan": pl.Float64, "number": pl.Float64, "count": pl.Int64, "date": pl.Date, "yes_no": pl.Boolean, "grade": pl.Int32,
}  # fmt: skip


def types_of(columns: Iterable[NamedColumn]) -> dict[str, type[pl.DataType]]:
    """Columns as they are once they were read."""
    return {column.name: POLARS_TYPE.get(column.kind, pl.String) for column in columns}


UNIT = r"(亩|平方米|平方|㎡|M2|公里|千米|KM|米)$"


def read_value(raw: pl.Expr, column: CodedColumn, times: int = 1) -> pl.Expr:
    """The value of a cell by the kind of its column; null where blank, at error or not to be read.

    times: of an amount's unit.
    """
    return pl.when(~is_error(raw)).then(_read(raw, column, times))


def _read(raw: pl.Expr, column: CodedColumn, times: int) -> pl.Expr:
    match column.kind:
        case "yuan":
            return read_yuan(raw, times)
        case "count":
            return (
                bare(raw)
                .str.replace(r"[人口户个月年]+$", "")
                .cast(pl.Float64, strict=False)
                .cast(pl.Int64, strict=False)
            )
        case "number":
            return bare(raw).str.replace(UNIT, "").cast(pl.Float64, strict=False)
        case "date":
            return read_date(raw)
        case "yes_no":
            return read_yes_no(raw, column)
        case "grade":
            return read_grade(raw)
        case "code":
            return read_code(raw, column)
        case "labels":
            return read_labels(raw, column)
        case "key":
            return read_key(raw)
        case "text":
            return pl.when(~is_blank(raw)).then(tidy(raw).str.replace(r"^(\d{1,6})\.0+$", "$1"))
        case _:
            return _filled(tidy(raw))


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def in_bounds(value: pl.Expr, column: BoundedColumn) -> pl.Expr:
    """False where a number lies outside the declared bounds; never null.

    It speaks of the column even where no bounds are declared: a predicate made of literals alone is computed in pieces, and
    Polars then refuses to filter a frame of 16,384 rows or more by it.
    """
    inside = value.is_null() | value.is_not_null()
    if column.at_least is not None:
        inside = inside & (value >= column.at_least)
    if column.at_most is not None:
        inside = inside & (value <= column.at_most)
    return inside.fill_null(True)
