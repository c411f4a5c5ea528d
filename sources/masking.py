"""Numbers that lead to somebody, wherever they stand in a text: of identity, of phones, bank cards and passports.

Said once, for frames and for SQL: the pattern holds in Polars and in DuckDB alike, so it looks neither ahead nor behind.
"""

from __future__ import annotations

import re

import polars as pl

from sources.unseen import UNSEEN

DIGIT = "[0-9０-９]"
LETTER = "[A-Za-zＡ-Ｚａ-ｚ]"
APART = "[\\s\u00a0\u2000-\u200a\u3000\\-－—–‐‑‒―_·.()（）" + re.sub(
    r"\\[uU]([0-9a-f]{8}|[0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), UNSEEN[1:]
)
"""What people put between the parts of a number: 370282 1980 0101 1007, 138-0013-8000, (0532)88888888."""
LONG = f"{DIGIT}(?:{APART}{{0,3}}{DIGIT}){{10,}}(?:{APART}{{0,3}}[XxＸｘ×])?"
"""Eleven digits are a mobile phone, or a number with its area code; a day with its hour has ten."""
PHONE = f"(?:电话|手机|座机|固话|联系方式|[Tt][Ee][Ll])[^0-9０-９]{{0,6}}{DIGIT}(?:{APART}{{0,2}}{DIGIT}){{6,}}"
PASSPORT = f"{LETTER}{{1,2}}{DIGIT}{{7,10}}"
HIDDEN = f"{PHONE}|{LONG}|{PASSPORT}"
IN_PLACE = "***"


def hide(text: pl.Expr) -> pl.Expr:
    """The text with `***` for each number that leads to somebody."""
    return text.str.replace_all(HIDDEN, IN_PLACE)


def hide_name(text: pl.Expr, name: pl.Expr) -> pl.Expr:
    """The text, unless that name stands in it; a name of one character hides nothing."""
    holds = (text.str.contains(name, literal=True) & (name.str.len_chars() >= 2)).fill_null(False)
    return pl.when(holds).then(pl.lit("（含姓名，已遮盖）")).otherwise(text)
