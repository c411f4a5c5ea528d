"""The check code of a row that goes out to be filled in: whoever changes its number, a certificate number or its words breaks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata

import polars as pl

from sources.unseen import UNSEEN
from sources.values.text import SPACES

LENGTH = 10
TEXT_AT_MOST = 32_000
"""Excel holds 32,767 in a cell, and counts a rare character or an emoji as two; a longer text is cut."""
CODE = r"(?:_[xX]005[fF])*_[xX]([0-9a-fA-F]{4})_"
"""A character as Excel writes it: one program shows the character, another its code. What looks like such a code of itself has 005F
put before it, once or twice, which may be left standing."""
CONTROLS = r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]"
"""Controls, which another program may drop as it may the signs that nobody sees."""


PLAIN = re.compile("[!-^`-~一-鿿。、《》〔〕]*")
"""A text in which no program changes anything: no space, no control, no code of a character. Most are."""
QUOTES = "'\"`‘’“”"


def in_cell(text: str) -> str:
    """What of a text stands in a cell of ours: as much as Excel can hold."""
    if 2 * len(text) <= TEXT_AT_MOST and text.isprintable():  # nothing to cut, and nothing that UTF-16 cannot say
        return text
    return text.encode("utf-16-le", "replace")[: 2 * TEXT_AT_MOST].decode("utf-16-le", "ignore")


def seal(key: bytes, *parts: str | None) -> str:
    """The first letters of the HMAC-SHA256 of what tells the row apart, in capitals and digits that are told apart by eye.

    Of a part counts what stands in its cell. A sheet without a column for the last parts gives the same code as one where they are
    blank. Another program may change spaces, line breaks, controls and their codes; that changes nothing here.
    """
    said = "|".join(_as_compared(part or "") for part in parts).rstrip("|")
    return base64.b32encode(hmac.digest(key, said.encode(), hashlib.sha256)).decode()[:LENGTH]


def fitting(rows: pl.DataFrame, key: bytes) -> pl.Series:
    """Of each row: is `seal` the check code of its `number`, `head_id`, `subject_id` and `says`?"""
    each = rows.select("seal", "number", "head_id", "subject_id", "says").iter_rows()
    return pl.Series("fits", [said == seal(key, *parts) for said, *parts in each], dtype=pl.Boolean)


def _as_compared(part: str) -> str:
    if 2 * len(part) <= TEXT_AT_MOST and PLAIN.fullmatch(said := unicodedata.normalize("NFKC", part)):
        return said.upper().strip(QUOTES)
    shown = re.sub(CODE, lambda code: chr(int(code[1], 16)), in_cell(part))
    seen = re.sub("_[xX]005[fF]", "", re.sub(f"{CONTROLS}|{UNSEEN}", "", unicodedata.normalize("NFKC", shown)))
    return re.sub(SPACES, "", seen).upper().strip(QUOTES)
