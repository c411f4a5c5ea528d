"""Headings of several levels as one heading a column: 户主信息 over 姓名 and 身份证号 is 户主姓名, 户主身份证号."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sources.reading.headers.plain import plain


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading a column: the lowest cell that says anything; where it says the same as another, with what is above it.

    户主信息 and 患者信息 over 姓名 and 身份证号 each: 户主姓名, 户主身份证号, 患者姓名, 患者身份证号.
    """
    lowest = [next((cell for cell in reversed(cells) if cell.strip()), "") for cells in zip(*rows, strict=True)]
    if len(rows) == 1:
        return lowest
    above = _spread(rows[-2])
    often = Counter(plain(heading) for heading in lowest)
    return [
        re.sub(r"(基本)?(信息|情况)$", "", plain(parent)) + heading
        if often[plain(heading)] > 1 and parent != heading
        else heading
        for parent, heading in zip(above, lowest, strict=True)
    ]


def parents(rows: Sequence[Sequence[str]]) -> list[str]:
    """What stands above the lowest heading of each column: the nearest wording that says something else."""
    above = [_spread(row) for row in rows[:-1]]
    lowest = joined(rows)
    found = []
    for place, heading in enumerate(lowest):
        texts = [row[place] for row in reversed(above) if row[place].strip() and plain(row[place]) != plain(heading)]
        found.append(texts[0] if texts else "")
    return found


def _spread(row: Sequence[str]) -> list[str]:
    """A row of merged headings: each cell says what the last filled one to its left says."""
    said, spread = "", []
    for cell in row:
        said = cell if cell.strip() else said
        spread.append(said)
    return spread
