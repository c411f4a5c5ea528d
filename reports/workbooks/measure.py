"""How many lines a text takes in a cell.

Not every program fits rows to wrapped text by itself, so rows come with a height: those of Excel and SimSun.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import repeat
from math import ceil

PIXELS_A_UNIT = 7
"""A column's width is counted in digits of the default font, seven pixels each."""
PIXELS_A_POINT = 4 / 3
PIECES = re.compile(r"[!-~]+|[一-鿿，。、；：（）《》〔〕“”]+|.", re.DOTALL)
"""A word or a number, which keeps together; Chinese, all of one width; any other sign."""
LINE, MARGIN, TALLEST = 1.42, 6, 400
NARROW = 0.56
"""A letter or a digit, in Chinese characters."""


def row_height(lines: int, size: float) -> float:
    """The height of so many lines, in points."""
    return min(round(lines * size * LINE + MARGIN, 1), TALLEST)


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines `text` takes in a column of that width, in letters of that size."""
    room = max(width * PIXELS_A_UNIT / (size * PIXELS_A_POINT), 1.0)
    if len(text) <= room and "\n" not in text:  # no sign is wider than one
        return 1
    if text.isascii() and text.isprintable() and " " not in text:
        return _of_word(len(text), room)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """Lines of a paragraph: Chinese breaks anywhere, a word or a number only where it does not fit a line at all."""
    lines, used = 1, 0.0
    for piece in PIECES.findall(line):
        if piece[0] > "~" and len(piece) > 1:
            more, used = _of_chinese(len(piece), used, room)
            lines += more
            continue
        wide = sum(repeat(NARROW, len(piece))) if piece[0] <= "~" else _wide(piece)
        if used + wide <= room:
            used += wide
            continue
        whole, rest = divmod(wide, room)
        lines += int(whole) + (1 if rest and used else 0) if wide > room else 1
        used = rest if wide > room else wide
    return lines


@cache
def _of_word(signs: int, room: float) -> int:
    """Lines of a number or a word that stands alone; most columns hold those of one length."""
    return _wrapped("0" * signs, room)


def _of_chinese(signs: int, used: float, room: float) -> tuple[int, float]:
    """How many more lines so many signs begin where so much of a line is used, and how much of the last one they use."""
    left = signs - int(room - used)
    if left <= 0:
        return 0, used + signs
    lines = ceil(left / int(room))
    return lines, float(left - (lines - 1) * int(room))


def _wide(sign: str) -> float:
    """In Chinese characters."""
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else NARROW
