"""Dated duties as people read them: on the screen, on the county's page, in a notification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.duties import Entry


@dataclass(frozen=True)
class DutyLine:
    """A duty, as often as it stands so. when: the day, or how many days up to the last."""

    code: str
    when: str
    who: str
    what: str
    words: str
    supplies: str
    label: str
    look: str
    due_on: dt.date
    done_on: dt.date | None
    word: str


def lines_of(entries: Sequence[Entry]) -> list[DutyLine]:
    """A line a duty, in the order of its last day; what is done keeps a line a time, with its day and word."""
    together: dict[object, list[Entry]] = {}
    for entry in entries:
        duty = entry.fall.duty
        together.setdefault((duty.code, entry.state.code, entry.fall.day if entry.tick else None), []).append(entry)
    return sorted((_line(group) for group in together.values()), key=lambda line: (line.due_on, line.code))


def _line(group: Sequence[Entry]) -> DutyLine:
    """Of one duty. A week's duty that comes five times in a month is one line, its first day the nearest."""
    first, last = group[0], group[-1]
    duty, many = first.fall.duty, len(group) > 1
    tick = first.tick
    when = f"{first.fall.due_on}至{last.fall.due_on}共{len(group)}次" if many else f"{first.fall.due_on}"
    return DutyLine(
        duty.code, when, "、".join(duty.who), duty.what, duty.words, duty.supplies or "—", first.state.label, first.state.look,
        first.fall.due_on, tick.done_on if tick else None, tick.word if tick else "",
    )  # fmt: skip
