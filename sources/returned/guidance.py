"""What the county found in the townships drawn for guidance on the spot: the sheet 抽查镇街 of 月调度, as it comes back."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sources.forms.dispatch import FILLED, FOUND, GUIDED_ON
from sources.identity import is_error
from sources.reading.rows.rows import SheetRows
from sources.returned.items import AT_ERROR, UNREADABLE, read_day, with_missing
from sources.schema import Schema, checked, texts
from sources.values.readers import bare, tidy

GUIDANCE: Schema = {
    "row_number": pl.Int64, "guided_on": pl.Date, **texts(("township", "guided_by", "findings", "trouble")),
}  # fmt: skip
"""What was found in townships."""
NAMES = tuple(one.name for one in FILLED)


def read_guidance(sheet: SheetRows, list_month: str, drawn: Mapping[str, str]) -> pl.DataFrame:
    """A row for each township of which something was filled in, in `GUIDANCE`; `trouble`: what of it was not taken, and why.
    list_month: whose 月调度 it is; drawn: number -> the township that was drawn.

    A day that cannot be read costs the day alone; a row whose number nobody gave has no township.
    """
    raw = with_missing(sheet.rows, NAMES)
    said = raw.select(
        pl.col("row").cast(pl.Int64).alias("row_number"),
        bare(pl.col("number")).replace_strict(drawn, default=None, return_dtype=pl.String).alias("township"),
        (tidy(pl.col("guided_on")) != "").alias("has_day"),
        read_day(pl.col("guided_on"), list_month).alias("guided_on"),
        pl.any_horizontal(is_error(pl.col(name)) for name in ("guided_by", FOUND.name)).alias("has_error"),
        _words("guided_by"),
        _words(FOUND.name).alias("findings"),
    ).filter(pl.col("has_day") | pl.col("has_error") | pl.any_horizontal(pl.col("guided_by", "findings").is_not_null()))
    trouble = (
        pl.when(pl.col("township").is_null()).then(pl.lit("指导编号不是本系统发出的，没有采用；请在原表上填写，编号不要改"))
        .when(pl.col("has_day") & pl.col("guided_on").is_null()).then(pl.lit(f"{GUIDED_ON.heading}{UNREADABLE['day']}"))
        .when(pl.col("has_error")).then(pl.lit(AT_ERROR))
    )  # fmt: skip
    return checked(said.with_columns(trouble.alias("trouble")).drop("has_day", "has_error"), GUIDANCE, "guidance")


def _words(name: str) -> pl.Expr:
    text = tidy(pl.col(name))
    return pl.when((text != "") & ~is_error(pl.col(name))).then(text).alias(name)
