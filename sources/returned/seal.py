"""The check code of a row that goes out to be filled in: whoever changes its number, a certificate number or its words breaks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata

import polars as pl

from sources.cleaning.text import SPACES

LENGTH = 10


def seal(key: bytes, *parts: str | None) -> str:
    """The first letters of the HMAC-SHA256 of what tells the row apart, in capitals and digits that are told apart by eye.

    A sheet without a column for the last parts gives the same code as one where they are blank. Another program may change
    spaces and line breaks; that changes nothing here.
    """
    said = "|".join(_as_compared(part or "") for part in parts).rstrip("|")
    return base64.b32encode(hmac.new(key, said.encode(), hashlib.sha256).digest()).decode()[:LENGTH]


def fitting(rows: pl.DataFrame, key: bytes) -> pl.Series:
    """Of each row: is `seal` the check code of its `number`, `head_id`, `subject_id` and `says`?"""
    each = rows.select("seal", "number", "head_id", "subject_id", "says").iter_rows()
    return pl.Series("fits", [said == seal(key, *parts) for said, *parts in each], dtype=pl.Boolean)


def _as_compared(part: str) -> str:
    return re.sub(SPACES, "", unicodedata.normalize("NFKC", part)).upper().strip("'\"`‘’“”")
