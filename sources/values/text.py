"""What a cell says, before it is read as a date, an amount or a code."""

from __future__ import annotations

import polars as pl

from sources.identity import WORDS_FOR_NOTHING
from sources.unseen import UNSEEN

SPACES = rf"\s|{UNSEEN}"


def tidy(raw: pl.Expr) -> pl.Expr:
    """Text as meant: half width, without spaces at the ends, without invisible characters."""
    return raw.fill_null("").str.normalize("NFKC").str.replace_all(UNSEEN, "").str.strip_chars()


def bare(raw: pl.Expr) -> pl.Expr:
    """Text without any space, in upper case; words for nothing become empty."""
    text = raw.fill_null("").str.normalize("NFKC").str.replace_all(SPACES, "").str.to_uppercase()
    return text.str.strip_chars("'\"`‘’“”")


def is_blank(raw: pl.Expr) -> pl.Expr:
    """True where the cell says nothing: empty, /, —, 无, 不详 …"""
    text = bare(raw)
    return (
        (text == "")
        | text.is_in([word for word in WORDS_FOR_NOTHING if word != "0"])
        | text.str.contains(r"^[-—–_.]+$")
    )
