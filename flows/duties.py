"""The calendar of dated duties as the clerk asks for it: looked at, ticked off, taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flows.environment import alone_in
from flows.said import line_or_refuse
from flows.settings import OpenCounty
from reports.duties import DutyLine, lines_of
from sources.errors import UsageError
from warehouse.duties import (
    Entry,
    Tick,
    began_on,
    calendar_of,
    fall_meant,
    fall_named,
    in_state,
    last_ticked,
    note,
    ticks_of,
)
from warehouse.engine import Engine
from warehouse.policy.duties import Duty, Fall
from warehouse.tables import states

WHY = "请用 --word 写一句办成了什么，如“13个镇街都报了培训情况报告”。"
KEPT = "这句话要登记下来，写在县级页面上"


@dataclass(frozen=True)
class Noted:
    """A duty ticked off, or taken back. is_new: it did not stand so before."""

    fall: Fall
    tick: Tick | None
    is_new: bool


def calendar_at(county: OpenCounty, today: dt.date) -> list[Entry]:
    """Every duty of the county's policy as it stands on that day; in a home where nothing has run yet, too."""
    if not county.home.warehouse.exists():
        return calendar_of(county.policy, {}, None, today)
    with county.warehouse_there() as engine:
        return calendar_of(county.policy, ticks_of(engine), began_on(engine), today)


def pressing_at(county: OpenCounty, today: dt.date) -> tuple[list[DutyLine], list[DutyLine]]:
    """What is over and not ticked off, and what is coming, a line a duty."""
    calendar = calendar_at(county, today)
    return lines_of(in_state(calendar, states.UNTICKED)), lines_of(in_state(calendar, states.COMING))


def tick_off(county: OpenCounty, code: str, word: str, on: str, due: str, today: dt.date) -> Noted:
    """Tick a duty off as done on a day, with a word. on: today where none is said; due: which of its days, else the one that is meant.

    Raises UsageError where there is no such duty or day, the day has not come, or the word is blank, too long or holds a number.
    """
    duty = _duty(county, code)
    said = line_or_refuse(word, "办成了什么", WHY, KEPT)
    done_on = dt.date.fromisoformat(on) if on else today
    if done_on > today:
        raise UsageError(f"{done_on}还没有到，不能登记为已办", do="办成以后再登记。")
    with alone_in(county.home), county.warehouse() as engine:
        fall = _named(county, duty, due) if due else _meant(county, duty, engine, done_on)
        tick = Tick(done_on, said)
        return Noted(fall, tick, note(engine, fall, tick, today))


def take_back(county: OpenCounty, code: str, due: str, today: dt.date) -> Noted:
    """Take back what was ticked off: of that day of the duty, else what was ticked off last. Raises UsageError where nothing was."""
    duty = _duty(county, code)
    with alone_in(county.home), county.warehouse() as engine:
        fall = _named(county, duty, due) if due else last_ticked(duty, county.policy, ticks_of(engine))
        if fall is None or not note(engine, fall, None, today):
            raise UsageError(f"{duty.code}没有登记过已办，没有可撤回的", do="请运行 fangpin duties 核对。")
        return Noted(fall, None, is_new=True)


def _duty(county: OpenCounty, code: str) -> Duty:
    known = {duty.code: duty for duty in county.policy.duty}
    if (duty := known.get(code.strip().upper())) is None:
        codes = "、".join(known) or "（政策没有列限期工作）"
        raise UsageError(f"没有“{code[:20]}”这项限期工作", do=f"可写的有：{codes}。")
    return duty


def _named(county: OpenCounty, duty: Duty, due: str) -> Fall:
    day = dt.date.fromisoformat(due)
    if (fall := fall_named(duty, county.policy, day)) is None:
        raise UsageError(f"{duty.code}没有在{day}到期的一次", do="请照 fangpin duties 所列的到期日写。")
    return fall


def _meant(county: OpenCounty, duty: Duty, engine: Engine, done_on: dt.date) -> Fall:
    fall = fall_meant(duty, county.policy, ticks_of(engine), began_on(engine), done_on)
    if fall is None:
        raise UsageError(f"{duty.code}没有还没登记的一次", do="请用 --due 写明是哪一天到期的。")
    return fall
