"""Lines that a township adds itself (干部排查, 自主申报, 信访): a row of its ledger without a number, or one of 镇村上报."""

from __future__ import annotations

import polars as pl

from sources.identity import SOUND_STATES, identify, is_error, name_key
from sources.reading.rows.rows import NO_ONE, SheetRows
from sources.returned.items import read_day, with_missing
from sources.returned.seal import fitting
from sources.schema import Schema, checked, texts
from sources.values.text import bare, is_blank, tidy

TEXTS = ("way", "told_by", "says", "found_on", "head_name", "subject_name", "township_text", "village_text")
OWN_LINES: Schema = {
    **texts(name for name in TEXTS if name != "found_on"), **texts(("head_name_key", "found_on_written")),
    **texts(("head_id", "head_id18", "subject_id", "subject_id18")), "found_on": pl.Date, "row_number": pl.Int64,
    "is_copied": pl.Boolean, "head_is_faulty": pl.Boolean, "subject_is_faulty": pl.Boolean,
}  # fmt: skip
"""Lines that a township added itself."""
SAID = ("way", "says", "head_name", "head_id", "subject_name", "subject_id")
"""A row in which none of these is filled tells of nobody: a blank one, a remark, the word that there is nobody (本月无新增)."""


def own_rows(rows: SheetRows, key: bytes) -> pl.DataFrame:
    """The rows of a sheet that are added lines: without a number and a check code, and with something in them. None in a sheet
    that has columns neither for the way nor for the matter: 退回原因. Who copied a row to type over it left its check code there, and
    maybe its number, which then stands twice and goes with it once: `is_copied`."""
    frame = with_missing(rows.rows, (*TEXTS, "number", "seal", "head_id", "subject_id"))
    can_tell = bool({"way", "says"} & set(rows.rows.columns))
    frame = frame.with_columns(pl.when(~is_error(pl.col("says"))).then(pl.col("says")).otherwise(pl.lit("")))
    is_copied = _is_copied(frame, key) & ("says" in rows.rows.columns)
    has_none = (bare(pl.col("number")) == "") & (bare(pl.col("seal")) == "")
    own = frame.with_columns(is_copied.alias("is_copied")).filter((has_none | pl.col("is_copied")) & can_tell)
    if own.is_empty():
        return own
    return own.filter(
        pl.any_horizontal(~is_blank(pl.col(name)) & ~tidy(pl.col(name)).str.contains(NO_ONE) for name in SAID)
    )


def read_own(own: pl.DataFrame, list_month: str) -> pl.DataFrame:
    """What each of `own_rows` says, in `OWN_LINES`: names and places as written. list_month: of which month's list the sheet is."""
    numbers = [_number(own, name) for name in ("head_id", "subject_id")]
    said = own.select(
        pl.col("row").cast(pl.Int64).alias("row_number"),
        "is_copied",
        *(
            pl.when(~is_blank(pl.col(name))).then(tidy(pl.col(name))).alias(name)
            for name in TEXTS
            if name != "found_on"
        ),
        name_key(pl.col("head_name")).alias("head_name_key"),
        pl.when(~is_blank(pl.col("found_on"))).then(tidy(pl.col("found_on"))).alias("found_on_written"),
        read_day(pl.col("found_on"), list_month).alias("found_on"),
    )
    return checked(pl.concat([said, *numbers], how="horizontal"), OWN_LINES, "lines of a township's own")


def _is_copied(frame: pl.DataFrame, key: bytes) -> pl.Series:
    """True where a row has another's check code, and its number is gone or stands in a further row."""
    whose = frame.select(bare(pl.col(name)).alias(name) for name in ("seal", "number", "head_id", "subject_id"))
    told = whose.with_columns(frame["says"], pl.len().over("number").alias("times"))
    is_another = ~fitting(told, key) & (told["seal"] != "")
    return is_another & ((told["number"] == "") | (told["times"] > 1))


def _number(own: pl.DataFrame, name: str) -> pl.DataFrame:
    """The certificate number as written, as it is meant, and whether something stands there that is none."""
    was_number = f"{name}__number"
    is_number = pl.col(was_number) if was_number in own.columns else pl.lit(False)
    part = name.removesuffix("_id")
    return identify(own, name, is_number).select(
        pl.when(pl.col("id_text") != "").then(pl.col("id_text")).otherwise(tidy(pl.col(name))).alias(name),
        pl.col("id18").alias(f"{name}18"),
        (~pl.col("id_state").is_in([*SOUND_STATES, "blank"])).alias(f"{part}_is_faulty"),
    )
