"""A month of events, its neighbours and its days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from random import Random

from sources.errors import UsageError


@dataclass(frozen=True)
class Month:
    """A calendar month; written 2026-10."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month that `2026-10` says."""
        year, _, number = text.partition("-")
        if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and 1 <= int(number) <= 12):
            raise UsageError(f"“{text}”不是月份", do="请写成 2026-10 的样子。")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    @property
    def after(self) -> Month:
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    def some_day(self, rng: Random) -> date:
        """Any day of the month."""
        return date(self.year, self.number, rng.randint(1, self.last_day.day))


def age_on(born: date, day: date) -> int:
    """Full years lived on that day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True)
class InForce:
    """The days for which an export of the base speaks: its own day, and the end of the month after."""

    first: date
    last: date

    @classmethod
    def since(cls, first: date) -> InForce:
        """From a day to the end of the month after."""
        return cls(first, Month(first.year, first.month).after.last_day)

    def age(self, born: date) -> int:
        """Full years on the base's own day."""
        return age_on(born, self.first)

    def turns(self, years: int, born: date) -> bool:
        """Does somebody reach this age while the base is in force? No one answer is then right throughout."""
        return age_on(born, self.first) < years <= age_on(born, self.last)

    def school_age(self, born: date) -> int:
        """Full years on 1 September of the school year, by which schooling goes."""
        return age_on(born, date(self.last.year - (self.last.month < 9), 9, 1))

    def months_ago(self, months: int) -> Month:
        """The month so many before that of the base's own day; below zero, after it."""
        year, number = divmod(self.first.year * 12 + self.first.month - 1 - months, 12)
        return Month(year, number + 1)
