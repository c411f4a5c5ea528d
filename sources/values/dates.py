"""Dates as departments write them."""

from __future__ import annotations

import polars as pl

from sources.values.text import bare

EPOCH = pl.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32_874, 58_804
"""Serial days of 1990 to 2060: five digits outside them are no date of an event (20231 is a mistyped month)."""
APART = r"/.年月·、,_—–\\\-"
SPELLED = (
    rf"^((?:19|20)\d{{2}})[{APART}]+(\d{{1,2}})"
    rf"(?:[{APART}]+(\d{{1,2}})(?:\D|$)|[{APART}]*(?:[^\d{APART}]|$)|[-—–]+(?:19|20)\d{{2}}[-/.年])"
)
"""A year and a month; then a day, or nothing that could be one, or the year in which it ended."""
LOOK_ALIKES = {"O": "0", "〇": "0", "○": "0", "L": "1", "I": "1", "|": "1"}
"""Letters typed for figures, in upper case."""
MISSPELT = r"^[\d年月日号/.、,_—–\\\-OLI|〇○]*$"
"""Nothing but figures, what stands between them, and letters that look like figures."""
PACKED = r"^((?:19|20)\d{2})(\d{2})(\d{2})?(?:\d{4}|\d{6})?$"


def read_date(raw: pl.Expr) -> pl.Expr:
    """The day; a month alone is its first day. Null where there is no such day or the wording is no date.

    Read: 2026-10-01, 2026/10/1, 2026.10, 2026年10月1日, 2026年10月上旬, 20261001, 202610, 20261001.0, with a time behind,
    Excel's serial days; 2026-1O-09, with a letter that looks like a figure (`is_misspelt`). Not read: 23.4.5, Feb-23, 民国, 至今, 长期,
    2026年, and whatever else has a letter in it.
    """
    return raw.map_batches(_dates_of, return_dtype=pl.Date, is_elementwise=True)


def _dates_of(raw: pl.Series) -> pl.Series:
    """Step by step: what an expression says several times is planned and worked out as often, and each part of a date speaks of the whole
    text several times."""
    text = pl.col("text")
    parts, packed = pl.col("spelled").struct, pl.col("packed").struct
    serial = pl.col("serial").floor()
    by_serial = EPOCH + pl.duration(days=serial.cast(pl.Int64))
    return (
        pl.select(raw.cast(pl.String).alias("text"))
        .select(_said(text))
        .select(pl.when(text.str.contains(MISSPELT)).then(_with_figures(text)).otherwise(text))
        .select(pl.when(~text.str.contains("[A-Z|]")).then(text).alias("text"))
        .select(
            text.str.extract_groups(SPELLED).alias("spelled"),
            text.str.extract_groups(PACKED).alias("packed"),
            pl.when(text.str.contains(r"^\d{5}(\.\d+)?$")).then(text.cast(pl.Float64, strict=False)).alias("serial"),
        )
        .select(
            pl.coalesce(
                _day(parts.field("1"), parts.field("2"), parts.field("3")),
                _day(packed.field("1"), packed.field("2"), packed.field("3")),
                pl.when(serial.is_between(FIRST_SERIAL, LAST_SERIAL)).then(by_serial),
            ).alias("day")
        )["day"]
    )


def is_misspelt(raw: pl.Expr) -> pl.Expr:
    """True where letters stand for figures, so that the date is read as one that nobody wrote."""
    text = _said(raw)
    return text.str.contains(MISSPELT) & text.str.contains("[OLI|〇○]") & text.str.contains(r"^\d")


def _said(raw: pl.Expr) -> pl.Expr:
    return bare(raw.str.replace(r"[ T]\d{1,2}:\d{2}.*$", "")).str.replace(r"\.0+$", "")


def _with_figures(text: pl.Expr) -> pl.Expr:
    return text.str.replace_many(list(LOOK_ALIKES), list(LOOK_ALIKES.values()))


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(
        year, month.str.zfill(2), pl.when(day.fill_null("") != "").then(day).otherwise(pl.lit("01")).str.zfill(2)
    )
    return text.str.to_date("%Y%m%d", strict=False)
