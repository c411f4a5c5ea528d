"""What a sheet would list past what a person can use: the sheet lists the worst of it, all of it stands in a file for the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from reports.workbooks.layout import PrintedColumn, Sheet

FORMULA = r"^[=+\-@]"
"""With such a sign Excel begins a formula, when it opens a text file."""


@dataclass(frozen=True)
class Whole:
    """All rows of a sheet that lists some of them: how many, the sums of its columns by field, and the file in which they stand."""

    rows: int
    sums: Mapping[str, float]
    file: str

    def told(self, listed: int) -> str:
        """What the sheet says of it."""
        return f"共{self.rows}行，这里只列{listed}行；全部在同一文件夹的《{self.file}》中，供筛选、汇总，用Excel打开后不要另存。"


def write_whole(rows: pl.DataFrame, sheet: Sheet, file: Path) -> Whole:
    """Write all rows of a sheet into a CSV file that Excel opens, under the sheet's headings, and count them."""
    columns = [column for column in sheet.columns if column.field in rows.columns]
    rows.select(_as_text(column, rows.schema[column.field]) for column in columns).write_csv(file, include_bom=True)
    sums = {column.field: float(rows[column.field].sum()) for column in columns if column.summed}
    return Whole(rows.height, sums, file.name)


def _as_text(column: PrintedColumn, kind: pl.DataType) -> pl.Expr:
    """A column as it is written: 是 and 否; a tab before what Excel would take for a number or a formula and change."""
    value = pl.col(column.field)
    if kind == pl.Boolean:
        value = value.replace_strict({True: "是", False: "否"}, return_dtype=pl.String)
    elif kind == pl.String:
        is_changed = pl.lit(value=True) if column.kind == "id" else value.str.contains(FORMULA)
        value = pl.when(is_changed).then(pl.lit("\t") + value).otherwise(value)
    return value.alias(column.heading)
