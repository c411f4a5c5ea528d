"""Whom a row is about: the name and the number that belong together."""

from __future__ import annotations

import polars as pl

from sources.identity import SOUND_STATES, identify, name_key
from sources.reading.headers.headings import name_beside, subject_numbers
from sources.reading.rows.rows import SheetRows
from sources.values.readers import tidy

NUMBER_INSIDE = r"\d{15}|\d{17}[\dXx]|\d{6}\s*\d{8}\s*\d{3}[\dXx]"
NUMBER_BESIDE = r"[(\[【]?(居民|公民)?(身份证|身份|证件)?(号码|号)?[:：]?\s*\d[\d\sXx]{5,}[)\]】]?"
SUBJECT_COLUMNS = ("subject_name", "name_key", "id_raw", "id_text", "id_state", "id18")


def with_subject(sheet: SheetRows) -> pl.DataFrame:
    """Add `SUBJECT_COLUMNS`, from the number columns that may hold the subject's, best first.

    Of a person's several numbers the first that is sound counts, else the first that is filled. A household's row is about
    whom it begins with, however damaged the number; its other people are members (`clean_members`), who may place it.
    """
    feed, places, frame = sheet.header.feed, sheet.header.places, sheet.rows
    parts = [_candidate(frame, name, name_beside(name, places)) for name in subject_numbers(feed, places)]
    if len(parts) == 1:  # there is nothing to choose from
        return frame.hstack(parts[0].drop("line"))
    is_blank = (pl.col("id_state") == "blank") & ((pl.col("name_key") == "") | pl.lit(feed.about == "person"))
    is_first = pl.col("id_state").is_in(SOUND_STATES) | pl.lit(feed.about == "household")
    preference = pl.when(is_blank).then(2).when(is_first).then(0).otherwise(1)
    best = (
        pl.concat(parts)
        .sort("line", preference, maintain_order=True)
        .unique("line", keep="first", maintain_order=True)
        .select("line", *SUBJECT_COLUMNS)
    )
    return frame.join(best, on="line", how="left", maintain_order="left")


def _candidate(frame: pl.DataFrame, number: str, name: str | None) -> pl.DataFrame:
    said, sent = pl.col(name) if name else pl.lit(""), pl.col(number)
    nothing_sent, nothing_said = sent.str.strip_chars() == "", said.str.strip_chars() == ""
    is_swapped = said.str.contains(NUMBER_INSIDE) & sent.str.contains(r"\p{Han}") & ~sent.str.contains(r"\d")
    own = spoken_name(pl.when((nothing_said | is_swapped) & sent.str.contains(r"\p{Han}")).then(sent).otherwise(said))
    part = frame.with_columns(
        pl.when((nothing_sent | is_swapped) & said.str.contains(NUMBER_INSIDE))
        .then(said)
        .otherwise(sent)
        .alias("id_raw"),
        own.alias("subject_name"),
        name_key(own).alias("name_key"),
    )
    return identify(part, "id_raw", pl.col(f"{number}__number")).select("line", *SUBJECT_COLUMNS)


def spoken_name(said: pl.Expr) -> pl.Expr:
    """The name in a cell, without a number that stands in the same cell (张三3702…, 张三123456): no list shows it whole."""
    bare = (
        tidy(said)
        .str.replace_all(NUMBER_BESIDE, "")
        .str.replace_all(r"^[\s:：/|、,，;；_-]+|[\s:：/|、,，;；_-]+$", "")
    )
    return pl.when(said.str.contains(r"\d{6}")).then(bare).otherwise(tidy(said))
