"""Amounts of money as departments write them."""

from __future__ import annotations

import polars as pl

from sources.values.text import bare

EXACT = pl.Decimal(38, 10)
"""Money is rounded as decimals: 1.005 is 1.01, which binary numbers get wrong. Ten places drop the noise of Excel's."""
GROUPED = r"^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$"
TIMES = {"亿": 100_000_000, "万": 10_000, "千": 1_000}


def read_yuan(raw: pl.Expr, times: int = 1) -> pl.Expr:
    """元, rounded to 分, half up; `times`: 10000 where the column is in 万元.

    Read: 1,234.50, ￥1234.5元, 2.3万元, 3000元/月, (1,234.00) and -1,234 as negative. Not read: 一千二百元, 约3000, 1,23, 300元/人.
    """
    text = bare(raw).str.replace_all("[−－﹣]", "-").str.replace_all("，", ",")
    text = text.str.replace(r"^\((.*)\)$", "-$1").str.replace_all(r"人民币|RMB|CNY|[¥￥$]", "")
    text = text.str.replace(r"(?:/|每)月$|^每?月(\d)", "$1").str.replace(r"[元圆块]整?$", "")
    unit = text.str.extract(r"([亿万千])$")
    number = text.str.replace(r"[亿万千]$", "")
    plain = pl.when(number.str.contains(GROUPED)).then(number.str.replace_all(",", "")).otherwise(number)
    exact = plain.cast(EXACT, strict=False)
    small = plain.cast(pl.Float64, strict=False)  # 1E-05, as a tiny number cell is written
    value = pl.coalesce(exact, pl.when(small.abs() < 1).then(small.cast(EXACT, strict=False)))
    factor = unit.replace_strict(TIMES, default=1, return_dtype=pl.Int64) * times
    return (value * factor).round(2, mode="half_away_from_zero").cast(pl.Float64, strict=False)
