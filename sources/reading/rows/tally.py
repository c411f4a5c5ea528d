"""How many rows of a feed are new among several files: a corrected file sent after the first one adds only what it adds."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sources.reading.headers.headings import id_columns
from sources.reading.rows.rows import SheetRows


def new_rows(sheets: Sequence[SheetRows]) -> list[int]:
    """For each sheet of one feed, in the order of arrival: how many of its rows speak of nobody that came before."""
    seen = pl.Series([], dtype=pl.String)
    counts = []
    for sheet in sheets:
        spoken_of = sheet.rows.select(_whom(sheet)).to_series()
        counts.append(int((~spoken_of.is_in(seen.to_list())).sum()))
        seen = seen.append(spoken_of).unique()
    return counts


def _whom(sheet: SheetRows) -> pl.Expr:
    """Whom a row is about: a number, else a name; else the row itself."""
    names = (*id_columns(sheet.header.feed), "person_name", "head_name", "content")
    texts = [pl.col(name).str.replace_all(r"\s", "") for name in names if name in sheet.rows.columns]
    return pl.coalesce(pl.when(text != "").then(text.str.to_uppercase()) for text in texts).fill_null("").alias("whom")
