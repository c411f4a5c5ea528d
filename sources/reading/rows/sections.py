"""Small titles within a table (一、新增 … 二、停发 …): what they say of the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from sources.contract import CodedColumn, Column, Feed, SoughtFeed

COUNTED = r"^[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]|^第[一二三四五六七八九十]+部分"
LISTED = r"(名单|人员|对象|情况)[:：]?([(（].*)?$"
PLACE = r"^[^\d]{1,10}(镇|街道|乡|村|社区|办事处)[:：]?([(（]?(共)?\d+[户人][)）]?)?$"
LONGEST = 40
EVENT_COLUMNS = {"change_kind", "support_kind", "certificate_event"}
"""Where a column tells new from ended row by row, no title need do so."""
NEW_WORDS = ("新增", "新办", "新纳入", "新认定", "新批", "分散")


def small_title() -> pl.Expr:
    """The text of a row of `SheetTable.lines` that is a small title: its only words, counted (一、…), the name of a list or of a
    place; else null."""
    first = pl.col("first")
    words = first.str.contains(COUNTED) | first.str.contains(LISTED) | first.str.contains(PLACE)
    length = first.str.len_chars()
    is_title = (pl.col("filled") == 1) & words & length.is_between(3, LONGEST) & ~first.str.contains(r"\d{6}")
    return pl.when(is_title).then(first)


def columns_told(feed: Feed, titles: Sequence[str], places: Sequence[str]) -> list[Column]:
    """The code columns that no heading names and small titles tell: 变更类型 by 二、停发, 供养方式 by （二）集中供养."""
    return [
        column
        for column in feed.columns
        if column.kind == "code" and not column.keep_unlisted and column.name not in places and _tells(column, titles)
    ]


def _tells(column: CodedColumn, titles: Sequence[str]) -> bool:
    return any(re.search(_spellings(column), title) for title in titles)


def _spellings(column: CodedColumn) -> str:
    words = {word for spellings in column.codes.values() for word in spellings if len(word) >= 2}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def told(column: Column) -> pl.Expr:
    """What the nearest small title above says of this column; the usual value where none does."""
    title = pl.col("title")
    said = pl.when(title.str.contains(_spellings(column))).then(title).forward_fill()
    return said.fill_null(pl.lit(column.if_absent, dtype=pl.String)).alias(column.name)


def place_told() -> pl.Expr:
    """The place that the nearest small title above names; null where none does."""
    title = pl.col("title")
    return pl.when(title.str.contains(PLACE)).then(title.str.replace(r"[:：(（].*$", "")).forward_fill()


def ended(feed: SoughtFeed) -> pl.Expr:
    """The word of the nearest telling title above that says these have left; null where it says they are new, or nothing."""
    if not feed.ended_words:
        return pl.lit(None, dtype=pl.String)
    title, words = pl.col("title"), "|".join(re.escape(word) for word in feed.ended_words)
    said = (
        pl.when(title.str.contains(words)).then(title.str.extract(f"({words})"))
        .when(title.str.contains("|".join(NEW_WORDS))).then(pl.lit(""))
    ).forward_fill()  # fmt: skip
    return pl.when(said != "").then(said)
