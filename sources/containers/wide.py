"""Texts in UTF-16 and UTF-32, told by their bytes: by themselves, for the county's own settings are read before anything heavy is imported."""

from __future__ import annotations

import codecs
from typing import Literal

Encoding = Literal["utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def is_utf16(data: bytes) -> Encoding | None:
    """The kind of UTF-16: by its mark; without one, by where the NULs of digits, commas and line breaks stand. UTF-32 by its mark."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < len(head) / 50:
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None
