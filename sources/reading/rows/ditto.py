"""同上, 〃: a cell that says the same as the one above it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sources.contract import Feed
from sources.reading.headers.headings import id_columns, name_beside

SIGN = r"^[(（]?(同上|同前|同上行|上同|〃|″|〞|＂|\"|”|“|''|′′)[)）。]?$"
FILLED = "本行写“同上”的格，已按上一行读取"
NOTHING_ABOVE = "本行写“同上”，上面没有读得通的一行可照，不知道指什么"
NEITHER = "本行写“同上”，姓名和号码不是同一行的，不知道是谁"
UNKNOWN = "\x00"


def filled(data: pl.DataFrame, feed: Feed, names: Sequence[str]) -> pl.DataFrame:
    """The rows with what 同上 means in each of our columns; `line_refused` where that is not known, `line_told` where it was read.

    Who a row is about is taken over only as a whole: a number of the row above belongs to another name. A row below one that was
    refused, or the first, has nothing above it.
    """
    says = {name: pl.col(name).fill_null("").str.replace_all(r"\s", "").str.contains(SIGN) for name in names}
    if not data.height or not data.select(pl.any_horizontal(says.values()).any()).item():
        return data
    marked = data.with_columns(says[name].alias(f"{name}__ditto") for name in names)
    any_of = pl.any_horizontal(f"{name}__ditto" for name in names)
    for _ in range(2):  # what was refused in the first look is nothing to go by in the second
        meant = marked.with_columns(column for name in names for column in _from_above(name))
        marked = marked.with_columns(pl.coalesce("line_refused", meant.select(_why(feed, names, any_of)).to_series()))
    is_lost = pl.col("line_refused").is_not_null()
    told = pl.when(any_of & ~is_lost).then(pl.lit(FILLED))
    settled = meant.with_columns(marked["line_refused"]).with_columns(pl.coalesce("line_told", told).alias("line_told"))
    blanked = [
        pl.when(is_lost & pl.col(f"{name}__ditto")).then(pl.lit("")).otherwise(name).alias(name) for name in names
    ]
    return settled.with_columns(blanked).drop(f"{name}__ditto" for name in names)


def _why(feed: Feed, names: Sequence[str], any_of: pl.Expr) -> pl.Expr:
    """Why a row with 同上 cannot be read; null where it can."""
    unknown = pl.any_horizontal((pl.col(name) == UNKNOWN).fill_null(False) for name in names)
    parted = pl.any_horizontal(pl.lit(False), *_parted(feed, names))
    why = pl.when(any_of & unknown).then(pl.lit(NOTHING_ABOVE)).when(any_of & parted).then(pl.lit(NEITHER))
    return why.alias("line_refused")


def _from_above(name: str) -> list[pl.Expr]:
    """The cell, and whether it held a number; of a 同上 those of the nearest row above that is none."""
    is_ditto, is_sound = pl.col(f"{name}__ditto"), pl.col("line_refused").is_null()
    own = pl.when(~is_sound).then(pl.lit(UNKNOWN)).otherwise(pl.col(name).fill_null(""))
    above = pl.when(~is_ditto | ~is_sound).then(own).forward_fill()
    number = pl.when(~is_ditto).then(f"{name}__number").forward_fill()
    return [
        pl.when(is_ditto & is_sound).then(above.fill_null(UNKNOWN)).otherwise(name).alias(name),
        pl.when(is_ditto).then(number).otherwise(f"{name}__number").fill_null(False).alias(f"{name}__number"),
    ]


def _parted(feed: Feed, names: Sequence[str]) -> list[pl.Expr]:
    """Where the name is of the row above and the number is not, or the other way round, and something stands in both."""
    found = []
    for number in id_columns(feed):
        name = name_beside(number, dict.fromkeys(names, 0))
        if number in names and name is not None:
            taken_name, taken_number = pl.col(f"{name}__ditto"), pl.col(f"{number}__ditto")
            same_name, same_number = (pl.col(one) == pl.col(one).shift(1) for one in (name, number))
            is_same = pl.when(taken_name).then(same_number).otherwise(same_name).fill_null(False)
            says_both = (pl.col(name) != "") & (pl.col(number) != "")
            found.append((taken_name != taken_number) & says_both & ~is_same)
    return found
