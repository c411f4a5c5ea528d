"""The calendar of dated duties: what of them is done, over, soon due. Who did something is not kept; when and what is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sources.months import month_end
from warehouse import tables
from warehouse.engine import Engine
from warehouse.policy.duties import MOVED_AT_MOST, Duty, Fall, falls_of
from warehouse.policy.words import Policy
from warehouse.tables import states

AHEAD = dt.timedelta(days=400)
"""So far ahead each duty that goes on falls due again."""
EVER = (dt.date(2000, 1, 1), dt.date(2199, 12, 31))
"""Somewhere here lies whatever falls due once."""
NOTED = """
SELECT * EXCLUDE (ordinal) FROM ops.duty_event
QUALIFY ROW_NUMBER() OVER (PARTITION BY code, due_on ORDER BY ordinal DESC) = 1
ORDER BY ordinal
"""
Key = tuple[str, dt.date]
"""A duty's code, and the day by the words on which it falls due."""


@dataclass(frozen=True)
class Tick:
    """A duty that was ticked off. done_on: the day on which it was done; word: what is said of it."""

    done_on: dt.date
    word: str


@dataclass(frozen=True)
class Entry:
    """A duty of the calendar with how it stands."""

    fall: Fall
    state: states.State
    tick: Tick | None

    def flat(self) -> dict[str, object]:
        """As a script and a page take it."""
        duty, tick = self.fall.duty, self.tick
        return {
            "code": duty.code, "what": duty.what, "who": "、".join(duty.who), "due_on": self.fall.due_on, "day": self.fall.day,
            "state": self.state.code, "label": self.state.label, "words": duty.words, "supplies": duty.supplies,
            "done_on": tick.done_on if tick else None, "word": tick.word if tick else "",
        }  # fmt: skip


def began_on(engine: Engine) -> dt.date | None:
    """Since when duties are told as over: the month after the first that was run here; None where none was."""
    first = engine.value("SELECT MIN(month) FROM ops.run")
    return month_end(first) + dt.timedelta(days=1) if first else None


def ticks_of(engine: Engine) -> dict[Key, Tick]:
    """What stands ticked off, in the order in which it was."""
    return {
        (row["code"], row["due_on"]): Tick(row["happened_on"], row["word"])
        for row in engine.rows(NOTED)
        if not row["is_retracted"]
    }


def note(engine: Engine, fall: Fall, tick: Tick | None, today: dt.date) -> bool:
    """Tick a duty off, or (None) take that back; False where it stands so already, and nothing is kept."""
    key = (fall.duty.code, fall.day)
    before = ticks_of(engine).get(key)
    if tick == before:
        return False
    said = tick or before
    row = {
        "ordinal": engine.value("SELECT COALESCE(MAX(ordinal), 0) + 1 FROM ops.duty_event"),
        "code": key[0], "due_on": key[1], "happened_on": said.done_on if said else today, "word": said.word if said else "",
        "is_retracted": tick is None, "recorded_on": today,
    }  # fmt: skip
    with engine.transaction():
        engine.insert(tables.DUTY_EVENT, [row])
    return True


def calendar_of(policy: Policy, ticks: Mapping[Key, Tick], began: dt.date | None, today: dt.date) -> list[Entry]:
    """Every duty of the policy by its days: what is ticked off, what is over since the home began, what is due next; one that falls due
    once, whenever that is. In the order of the days.

    began: as `began_on` says; what fell due before is not told as over: nobody kept it here.
    """
    entries = (entry for duty in policy.duty for entry in _entries(duty, policy, ticks, began or today, today))
    return sorted(entries, key=lambda one: (one.fall.due_on, one.fall.duty.code))


def _entries(duty: Duty, policy: Policy, ticks: Mapping[Key, Tick], began: dt.date, today: dt.date) -> list[Entry]:
    done = [day for code, day in ticks if code == duty.code]
    falls = _falls(duty, policy, *_span(duty, [began, today, *done]))
    soon_until = today + dt.timedelta(days=duty.ahead_days)
    coming = [fall for fall in falls if fall.due_on >= today and (duty.code, fall.day) not in ticks]
    next_one = coming[:1]
    told: list[Entry] = []
    for fall in falls:
        tick = ticks.get((duty.code, fall.day))
        if tick:
            told.append(Entry(fall, states.TICKED, tick))
        elif fall.due_on < today:
            if duty.is_once or fall.due_on >= began:
                told.append(Entry(fall, states.UNTICKED if fall.due_on >= began else states.BEFORE_US, None))
        elif fall.due_on <= soon_until:
            told.append(Entry(fall, states.COMING, None))
        elif fall in next_one:
            told.append(Entry(fall, states.FAR_OFF, None))
    return told


def _span(duty: Duty, days: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """From when to when a duty is looked for, those days among them and the next time that it falls due behind them."""
    return EVER if duty.is_once else (min(days) - MOVED_AT_MOST, max(days) + AHEAD)


def _falls(duty: Duty, policy: Policy, first: dt.date, last: dt.date) -> list[Fall]:
    return falls_of(duty, first, last, policy.in_force_from, policy.deadlines)


def fall_meant(
    duty: Duty, policy: Policy, ticks: Mapping[Key, Tick], began: dt.date | None, done_on: dt.date
) -> Fall | None:
    """Which of a duty's days is meant by whoever did it on that day: the one that he ticked off with the same day, else the last that was
    over by then, else the next that is open. None where there is none."""
    if duty.is_once:
        return next(iter(_falls(duty, policy, *EVER)), None)
    own = {day: tick for (code, day), tick in ticks.items() if code == duty.code}
    begins = began or done_on
    falls = _falls(duty, policy, *_span(duty, [begins, done_on, *own]))
    said = [fall for fall in falls if fall.day in own and own[fall.day].done_on == done_on]
    open_ones = [fall for fall in falls if fall.day not in own]
    over = [fall for fall in open_ones if begins <= fall.due_on < done_on]
    ahead = [fall for fall in open_ones if fall.due_on >= done_on]
    return next(iter([*said, *over[-1:], *ahead]), None)


def fall_named(duty: Duty, policy: Policy, day: dt.date) -> Fall | None:
    """The duty's fall of that day, by the words or moved off a rest day; None where it has none."""
    falls = _falls(duty, policy, day - AHEAD, day + AHEAD)
    return next((fall for fall in falls if day in (fall.day, fall.due_on)), None)


def last_ticked(duty: Duty, policy: Policy, ticks: Mapping[Key, Tick]) -> Fall | None:
    """What of a duty was ticked off last."""
    own = [day for code, day in ticks if code == duty.code]
    return fall_named(duty, policy, own[-1]) if own else None


def in_state(calendar: Sequence[Entry], *wanted: states.State) -> list[Entry]:
    """The entries that stand so, in their order."""
    return [entry for entry in calendar if entry.state in wanted]
