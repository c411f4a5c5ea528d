"""Rows on their way into the warehouse: a frame as Parquet, in the columns of the table that it is for."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sources.schema import Schema, checked
from warehouse.tables import Table

POLARS_OF: Schema = {
    "VARCHAR": pl.String, "BIGINT": pl.Int64, "INTEGER": pl.Int32, "DOUBLE": pl.Float64, "BOOLEAN": pl.Boolean, "DATE": pl.Date,
}  # fmt: skip
"""The type that a frame's column has, by the type of the table's."""


def rows_for(table: Table) -> Schema:
    """What a frame must be to become rows of a table."""
    return {field.name: POLARS_OF[field.type] for field in table.fields}


def write_rows(frame: pl.DataFrame, table: Table, file: Path) -> None:
    """Write what of a frame belongs to a table, for `Engine.replace_from_parquet`. Raises WrongFrame where a column of the table is
    missing or of another type: the engine would cast it without a word."""
    own = frame.select(name for name in table.columns if name in frame.columns)
    checked(own, rows_for(table), table.full_name).write_parquet(file)


def write_columns(frame: pl.DataFrame, table: Table, file: Path) -> None:
    """Write a frame that has some of a table's columns and no other: what it lacks is null in the table. Raises WrongFrame where a
    column is of another type, or is none of the table's."""
    declared = rows_for(table)
    known = {name: declared[name] for name in frame.columns if name in declared}
    checked(frame, known, table.full_name).write_parquet(file)
