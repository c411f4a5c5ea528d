"""Time limits: what must be done of each warning by when, seen on a given day."""

from __future__ import annotations

import datetime as dt

from warehouse import models
from warehouse.engine import Engine
from warehouse.policy import deadlines
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.words import Policy
from warehouse.tables import handling as t

OBLIGATIONS = {"visit": "入户核实", "decide": "认定", "responsible": "落实帮扶责任人", "plan": "制定帮扶计划"}
FOLLOWED = (
    "handling.place",
    "handling.returned_ledger",
    "handling.due",
    "handling.pressing",
    "handling.course",
    "handling.seen",
)
AHEAD = dt.timedelta(days=400)
"""So far ahead of today no time limit ends."""


def look_at(engine: Engine, policy: Policy, today: dt.date) -> None:
    """Follow each warning up to that day: its time limits, what presses, its course. Needs `handling.standing`."""
    for table in (t.CLOCK, t.MOVED_DAY):
        engine.run(f"DELETE FROM {table.full_name}")
    engine.insert(t.CLOCK, [_clock(policy.deadlines, today)])
    engine.insert(t.MOVED_DAY, _moved_days(engine, policy.deadlines, today))
    models.run_models(engine, FOLLOWED)


def _clock(limits: Deadlines, today: dt.date) -> dict[str, object]:
    return {
        "today": today, "soon_until": today + dt.timedelta(days=limits.soon_days), "decide_from": limits.decide_clock_starts,
        "decide_within": limits.decide_within_days, "responsible_within": limits.responsible_within_days,
        "plan_within": limits.plan_within_days,
    }  # fmt: skip


def _moved_days(engine: Engine, limits: Deadlines, today: dt.date) -> list[dict[str, object]]:
    """The rest days on which a time limit of the register may end, and where the policy moves it."""
    first = engine.value("SELECT MIN(feedback_on) FROM handling.register") or today
    moved = deadlines.moved_days(first, today + AHEAD, limits)
    return [{"day": day, "due_on": to} for day, to in moved.items()]
