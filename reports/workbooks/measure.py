"""How many lines a text takes in a cell.

Not every program fits rows to wrapped text by itself, so rows come with a height: those of Excel and SimSun.
"""

from __future__ import annotations

import re
import unicodedata

PIXELS_A_UNIT = 7
"""A column's width is counted in digits of the default font, seven pixels each."""
PIXELS_A_POINT = 4 / 3
PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
LINE, MARGIN, TALLEST = 1.42, 6, 400


def row_height(lines: int, size: float) -> float:
    """The height of so many lines, in points."""
    return min(round(lines * size * LINE + MARGIN, 1), TALLEST)


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines `text` takes in a column of that width, in letters of that size."""
    room = max(width * PIXELS_A_UNIT / (size * PIXELS_A_POINT), 1.0)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """Lines of a paragraph: Chinese breaks anywhere, a word or a number only where it does not fit a line at all."""
    lines, used = 1, 0.0
    for piece in PIECES.findall(line):
        wide = sum(_wide(sign) for sign in piece)
        if used + wide <= room:
            used += wide
            continue
        whole, rest = divmod(wide, room)
        lines += int(whole) + (1 if rest and used else 0) if wide > room else 1
        used = rest if wide > room else wide
    return lines


def _wide(sign: str) -> float:
    """In Chinese characters."""
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.56
