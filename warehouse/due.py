"""Time limits: what must be done of each warning by when, seen on a given day."""

from __future__ import annotations

import datetime as dt

from warehouse import models
from warehouse.engine import Engine
from warehouse.policy import deadlines
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.procedures import clock_of
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
COUNTED_IN_WORKING_DAYS = "SELECT DISTINCT decide_within_working AS days FROM handling.issued_under"
VISITED = "SELECT DISTINCT happened_on AS day FROM handling.event WHERE step = 'visited_on' AND happened_on IS NOT NULL ORDER BY day"
AHEAD = dt.timedelta(days=400)
"""So far ahead of today no time limit ends."""


def look_at(engine: Engine, policy: Policy, today: dt.date) -> None:
    """Follow each warning up to that day: its time limits, what presses, its course. Needs `handling.standing`."""
    for table in (t.CLOCK, t.MOVED_DAY, t.WORKING_LIMIT):
        engine.run(f"DELETE FROM {table.full_name}")
    engine.insert(t.CLOCK, [_clock(policy.deadlines, today)])
    engine.insert(t.MOVED_DAY, _moved_days(engine, policy.deadlines, today))
    engine.insert(t.WORKING_LIMIT, _working_limits(engine, policy.deadlines))
    models.run_models(engine, FOLLOWED)


def _clock(limits: Deadlines, today: dt.date) -> dict[str, object]:
    return {"today": today, "soon_until": today + dt.timedelta(days=limits.soon_days), **clock_of(limits)}


def _working_limits(engine: Engine, limits: Deadlines) -> list[dict[str, object]]:
    """The last days for decisions that are counted in working days, from each day of a visit."""
    lengths = {row["days"] for row in engine.rows(COUNTED_IN_WORKING_DAYS) if row["days"] is not None}
    lengths |= {limits.decide_within_working_days} - {None}
    visits = engine.rows(VISITED) if lengths else []
    return [
        {
            "starts_on": row["day"],
            "decide_within_working": days,
            "decide_by": deadlines.add_working_days(row["day"], days),
        }
        for row in visits
        for days in sorted(lengths)
    ]


def _moved_days(engine: Engine, limits: Deadlines, today: dt.date) -> list[dict[str, object]]:
    """The rest days on which a time limit of the register may end, and where the policy moves it."""
    first = engine.value("SELECT MIN(feedback_on) FROM handling.register") or today
    moved = deadlines.moved_days(first, today + AHEAD, limits)
    return [{"day": day, "due_on": to} for day, to in moved.items()]
