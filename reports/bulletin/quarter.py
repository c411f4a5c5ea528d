"""A quarter: what 季通报 is written for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sources.errors import UsageError
from sources.months import month_end

ORDINALS = "一二三四"


@dataclass(frozen=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(f"{self.year}-{3 * self.number - by:02d}" for by in (2, 1, 0))

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return dt.date(self.year, 3 * self.number - 2, 1), month_end(self.months[-1])

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def words(self) -> str:
        return f"{self.year}年第{ORDINALS[self.number - 1]}季度"


def quarter_or_refuse(text: str) -> Quarter:
    """`2026Q4`; also 2026q4, 2026-Q4."""
    found = re.fullmatch(r"(20\d{2})-?[Qq]([1-4])", text.strip())
    if found is None:
        raise UsageError("不是季度", text[:20], "请写成 2026Q4 这样。")
    return Quarter(int(found[1]), int(found[2]))


def quarter_of(month: str) -> Quarter:
    """The quarter that a month lies in."""
    return Quarter(int(month[:4]), (int(month[5:]) + 2) // 3)
