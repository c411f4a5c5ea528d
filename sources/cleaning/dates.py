"""Dates as departments write them."""

from __future__ import annotations

import polars as pl

from sources.cleaning.text import bare

EPOCH = pl.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32_874, 58_804
"""Serial days of 1990 to 2060: five digits outside them are no date of an event (20231 is a mistyped month)."""
SPELLED = r"^((?:19|20)\d{2})[-/.年·、,_—–\\]+(\d{1,2})(?:[-/.月·、,_—–\\]+(\d{1,2})?)?(?:\D|$)"
PACKED = r"^((?:19|20)\d{2})(\d{2})(\d{2})?(?:\d{4}|\d{6})?$"


def read_date(raw: pl.Expr) -> pl.Expr:
    """The day; a month alone is its first day. Null where there is no such day or the wording is no date.

    Read: 2026-10-01, 2026/10/1, 2026.10, 2026年10月1日, 2026年10月上旬, 20261001, 202610, 20261001.0, with a time behind,
    Excel's serial days. Not read: 23.4.5, Feb-23, 民国, 至今, 长期, 2026年.
    """
    text = bare(raw.str.replace(r"[ T]\d{1,2}:\d{2}.*$", "")).str.replace(r"\.0+$", "")
    parts = text.str.extract_groups(SPELLED).struct
    spelled = _day(parts.field("1"), parts.field("2"), parts.field("3"))
    packed = text.str.extract_groups(PACKED).struct
    compact = _day(packed.field("1"), packed.field("2"), packed.field("3"))
    serial = pl.when(text.str.contains(r"^\d{5}(\.\d+)?$")).then(text.cast(pl.Float64, strict=False)).floor()
    by_serial = EPOCH + pl.duration(days=serial.cast(pl.Int64))
    return pl.coalesce(spelled, compact, pl.when(serial.is_between(FIRST_SERIAL, LAST_SERIAL)).then(by_serial))


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(
        year, month.str.zfill(2), pl.when(day.fill_null("") != "").then(day).otherwise(pl.lit("01")).str.zfill(2)
    )
    return text.str.to_date("%Y%m%d", strict=False)
