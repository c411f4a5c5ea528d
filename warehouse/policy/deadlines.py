"""Time limits: what a policy may say of them, and the dates that follow: when departments send, when lists go out, by when a household
is visited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import chinese_calendar
from pydantic import Field

from sources.months import month_end, shift
from warehouse.policy.strict import DayOfMonth, Strict


class Deadlines(Strict):
    """Days of the following month, working days and days, as the notice sets them.

    on_rest_days: where a last day falls on a rest day (make-up workdays are none); "keep" where the notice says nothing.
    responsible_within_days, plan_within_days: from inclusion (录入系统); None where the place sets no such time limit.
    soon_days: so many days before the last day a township is reminded. counts_from_spoken: the ways whose time limits count from the day
    on which the person spoke, where the row says it (坦渡: 从农户申报之日起); else they count from the feedback. visit_within_days, decide_within_working_days:
    where the place counts the visit in days, the decision in working days; they go before the ordinary ones.
    """

    departments_send_by_day: DayOfMonth
    lists_out_by_day: DayOfMonth
    ledgers_back_by_day: DayOfMonth
    visit_working_days: int = Field(ge=0)
    visit_within_days: int | None = Field(default=None, ge=0)
    decide_within_days: int = Field(ge=0)
    decide_within_working_days: int | None = Field(default=None, ge=0)
    decide_clock_starts: Literal["clue", "visit"]
    on_rest_days: Literal["keep", "next_working_day", "previous_working_day"] = "keep"
    responsible_within_days: int | None = Field(default=None, ge=0)
    plan_within_days: int | None = Field(default=None, ge=0)
    soon_days: int = Field(default=3, ge=0)
    counts_from_spoken: tuple[str, ...] = ()

    @property
    def visit_words(self) -> str:
        """How long there is for the visit, as it is told."""
        return f"{self.visit_working_days}个工作日" if self.visit_within_days is None else f"{self.visit_within_days}天"

    @property
    def decide_words(self) -> str:
        """How long there is for the decision."""
        working = self.decide_within_working_days
        return f"{self.decide_within_days}天" if working is None else f"{working}个工作日"


def day_after(month: str, day: int) -> dt.date:
    """The given day of the month that follows `month`; its last day where it has no such day (the 30th of February)."""
    last = month_end(shift(month, 1))
    return last.replace(day=min(day, last.day))


def is_working_day(day: dt.date) -> bool:
    """By the State Council's calendar, make-up workdays included; by the week where the year is not published yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_published(year: int) -> bool:
    """True where the State Council's holidays of that year are known to us."""
    try:
        chinese_calendar.is_workday(dt.date(year, 6, 1))
    except NotImplementedError:
        return False
    return True


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The so-many-th working day after `start`; `start` itself does not count."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


DIRECTION = {"keep": 0, "next_working_day": 1, "previous_working_day": -1}


def settled(day: dt.date, deadlines: Deadlines) -> dt.date:
    """A last day, moved off a rest day where the policy says so."""
    by = dt.timedelta(days=DIRECTION[deadlines.on_rest_days])
    while by and not is_working_day(day):
        day += by
    return day


def moved_days(first: dt.date, last: dt.date, deadlines: Deadlines) -> dict[dt.date, dt.date]:
    """The days from `first` to `last` on which no time limit ends, each with the day on which it ends instead."""
    days = (first + dt.timedelta(days=by) for by in range((last - first).days + 1))
    return {day: moved for day in days if (moved := settled(day, deadlines)) != day}


def send_by(month: str, deadlines: Deadlines) -> dt.date:
    """The day by which departments send (即墨: the 4th of the next month)."""
    return settled(day_after(month, deadlines.departments_send_by_day), deadlines)


def ledgers_back_by(month: str, deadlines: Deadlines) -> dt.date:
    """The day by which townships return the month's ledgers (即墨: the 30th of the next month)."""
    return settled(day_after(month, deadlines.ledgers_back_by_day), deadlines)


def dispatch_by(month: str, day: int, deadlines: Deadlines) -> dt.date:
    """The day by which the progress of the month's ledgers is told (即墨: the 4th of the month after they are back)."""
    return settled(day_after(shift(month, 1), day), deadlines)


def feedback_on(month: str, deadlines: Deadlines) -> dt.date:
    """The day by which the month's warnings reach the townships (即墨: the 7th of the next month)."""
    return settled(day_after(month, deadlines.lists_out_by_day), deadlines)


def handed_on(month: str, deadlines: Deadlines, on: dt.date | None = None) -> dt.date:
    """The day on which townships are given what is listed on the day `on`: the policy's where it has not passed, else that day.

    Without a day: the policy's.
    """
    by = feedback_on(month, deadlines)
    return max(by, on) if on else by


@dataclass(frozen=True)
class Limits:
    """The last days for the visit and the decision of what counts from a day."""

    starts_on: dt.date
    visit_by: dt.date
    decide_by: dt.date


def since(starts_on: dt.date, deadlines: Deadlines) -> Limits:
    """The time limits under the policy, from the day of feedback (of a township's own line: of finding; where the policy says so, the
    day on which the person spoke). 即墨: three working days for the visit, fifteen days from it for the decision.

    As it is told when the lists go out: the visit on its last day. Once the visit is known, `handling.due` counts from it.
    """
    visit = _visit_by(starts_on, deadlines)
    decide_from = starts_on if deadlines.decide_clock_starts == "clue" else visit
    return Limits(starts_on, visit, decide_by(decide_from, deadlines))


def _visit_by(starts_on: dt.date, deadlines: Deadlines) -> dt.date:
    if deadlines.visit_within_days is None:
        return add_working_days(starts_on, deadlines.visit_working_days)
    return settled(starts_on + dt.timedelta(days=deadlines.visit_within_days), deadlines)


def decide_by(starts_on: dt.date, deadlines: Deadlines) -> dt.date:
    """The last day for the decision, counted from the day on which its time begins."""
    if deadlines.decide_within_working_days is not None:
        return add_working_days(starts_on, deadlines.decide_within_working_days)
    return settled(starts_on + dt.timedelta(days=deadlines.decide_within_days), deadlines)
