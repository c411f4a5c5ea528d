"""Dated duties: what a notice asks to be done by a day, as the policy says it, and the days on which that falls due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from warehouse.policy.deadlines import Deadlines, settled
from warehouse.policy.strict import DayOfMonth, Strict

MONTHS_OF_QUARTER = 3
MOVED_AT_MOST = dt.timedelta(days=31)
"""No rest is longer: a day that the policy moves lies no further from the day of the words."""
SAYS = {"year": ("month", "day"), "quarter": ("month", "day"), "month": ("day",), "week": ("weekday",)}
"""What must be said, beside `each`."""


class Rhythm(Strict):
    """When a duty falls due: once on a day, or each year, quarter, month or week by a day of it.

    month: which of the year, or which of the quarter's three; day: of that month, its last one where it has no such day (the 30th of
    February; 31 is the end of each month); weekday: 1 Monday to 7 Sunday.
    """

    once: dt.date | None = None
    each: Literal["year", "quarter", "month", "week"] | None = None
    month: int | None = Field(default=None, ge=1, le=12)
    day: DayOfMonth | None = None
    weekday: int | None = Field(default=None, ge=1, le=7)

    @model_validator(mode="after")
    def _says_when(self) -> Rhythm:
        said = {name for name in ("month", "day", "weekday") if getattr(self, name) is not None}
        if (self.once is None) == (self.each is None):
            raise ValueError("写 once（哪一天）或 each（year、quarter、month、week），只写一个")
        needed = set(SAYS[self.each]) if self.each else set()
        if said != needed:
            words = "、".join(sorted(needed)) or "once 一项"
            raise ValueError(f"{f'each = {self.each} 的' if self.each else ''}要写、也只写 {words}")
        if self.each == "quarter" and self.month and self.month > MONTHS_OF_QUARTER:
            raise ValueError("季度的 month 是季度里的第几个月，1到3")
        return self

    def days(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        """The days from `first` to `last` on which it falls due by the words, rest days or not, in order."""
        return (day for day in self._around(first, last) if first <= day <= last)

    def _around(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        if self.once:
            yield self.once
        elif self.weekday:
            day = first + dt.timedelta(days=(self.weekday - first.isoweekday()) % 7)
            while day <= last:
                yield day
                day += dt.timedelta(weeks=1)
        elif self.day:
            for year in range(first.year, last.year + 1):
                for month in self._months():
                    yield dt.date(year, month, min(self.day, calendar.monthrange(year, month)[1]))

    def _months(self) -> range:
        if self.each == "month":
            return range(1, 13)
        first = self.month or 1
        return range(first, 13, MONTHS_OF_QUARTER) if self.each == "quarter" else range(first, first + 1)


class Duty(Strict):
    """One thing that a notice asks to be done by a day.

    who: who must do it; words: those of the notice that ask it; since, until: the first and the last day of the words on which it holds
    (none: from the policy's own day on; without end); ahead_days: so many days before it is told as coming; supplies: what of the product
    supplies material for it, a command or a sheet (none: it is people's work).
    """

    code: str = Field(pattern=r"^[A-Z]{2}\d{2}$")
    what: str = Field(min_length=1)
    who: tuple[Literal["县", "镇街", "村", "部门"], ...] = Field(min_length=1)
    due: Rhythm
    words: str = Field(min_length=1)
    since: dt.date | None = None
    until: dt.date | None = None
    ahead_days: int = Field(default=30, ge=0)
    supplies: str = ""

    @property
    def is_once(self) -> bool:
        return self.due.once is not None


class Calendar(Strict):
    """begins_anew: the duties of the policy that this one extends are another place's, and do not hold here."""

    begins_anew: bool = False


@dataclass(frozen=True)
class Fall:
    """A duty that falls due. day: by the words, by which it is known for good; due_on: the last day, moved off a rest day where the
    policy says so."""

    duty: Duty
    day: dt.date
    due_on: dt.date


def falls_of(duty: Duty, first: dt.date, last: dt.date, holds_from: dt.date, deadlines: Deadlines) -> list[Fall]:
    """When a duty falls due from `first` to `last`, in order. holds_from: the policy's own day, where the duty says none."""
    earliest = max(duty.since or holds_from, first - MOVED_AT_MOST)
    latest = last + MOVED_AT_MOST
    days = duty.due.days(earliest, min(duty.until or latest, latest))
    falls = (Fall(duty, day, settled(day, deadlines)) for day in days)
    return [fall for fall in falls if first <= fall.due_on <= last]
