"""What a policy asks of a month's warnings: it holds as it was when they were issued, and a later policy can only ask less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warehouse.engine import Engine
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.words import Policy
from warehouse.tables import Table
from warehouse.tables import handling as t

STEPS: dict[str, str] = {
    "入户核实": "visited_on", "村级研究": "studied_on", "民主评议": "reviewed_on", "信息比对": "compared_on", "村级公示": "published_on",
    "乡镇审核": "township_approved_on", "县级审定": "county_approved_on", "录入系统": "entered_on",
}  # fmt: skip
"""What the ledger's columns of days are called here."""
ANSWERED_MONTHS = """
SELECT register.month FROM handling.register AS register INNER JOIN handling.event AS event ON event.number = register.number
WHERE event.step NOT IN ('issued', 'withdrawn', 'corrected')
"""
"""Months of which something was answered: run again, they keep what was asked when they were issued."""
Groups = Sequence[Sequence[str]]


def set_procedure(engine: Engine, policy: Policy, in_force: Policy | None = None) -> None:
    """Of each month's warnings the steps, their order, what closing needs, and the ways whose people must be told, as tables that the
    models read.

    A later policy asks no more of a warning than the one under which it was issued: what was closed stays closed. One step goes
    before another only where both say so. What the later one does not ask any longer is kept as it was said, and not asked: its
    sheets have no column for that. Of a month answered in part before its requirements were kept (an older home) no step is asked
    that was not asked then.

    policy: under which months are issued that were not before; in_force: the one in force, where a past month is run under its own.
    """
    engine.run(
        f"INSERT INTO handling.issued_under (month, {', '.join(_asked(policy))}) "
        f"SELECT DISTINCT month, ?, ?, ? AND month NOT IN ({ANSWERED_MONTHS}), {', '.join('?' * len(CLOCK))} FROM handling.register "
        "WHERE month NOT IN (SELECT month FROM handling.issued_under)",
        list(_asked(policy).values()),
    )
    policy = in_force or policy
    every_step, asked_now = policy.procedure.closing_needs == "every_step", policy.procedure.steps
    months = engine.rows("SELECT * FROM handling.issued_under ORDER BY month")
    asked_then = {row["month"]: row["asked_steps"] for row in months}
    _replace(engine, t.STEP, [row for month, then in asked_then.items() for row in _steps(month, then, asked_now)])
    _replace(engine, t.PRECEDING, [
        {"month": month, "step": later, "earlier": earlier}
        for month, then in asked_then.items() for earlier, later in sorted(ordered(then) & ordered(asked_now))
    ])  # fmt: skip
    _replace(engine, t.TOLD_WAY, [
        {"month": row["month"], "way": way}
        for row in months for way in policy.ledger.told_ways if way in row["asked_ways"]
    ])  # fmt: skip
    _replace(engine, t.CLOSING, [
        {"month": row["month"], "needs_every_step": row["needs_every_step"] and every_step} for row in months
    ])  # fmt: skip


def issue_again(engine: Engine, months: Sequence[str], policy: Policy) -> None:
    """Say that these months were issued under that policy, whatever was answered of them: to see what would have come of it."""
    engine.run("DELETE FROM handling.issued_under WHERE LIST_CONTAINS(?, month)", [list(months)])
    engine.insert(t.ISSUED_UNDER, [{"month": month, **_asked(policy)} for month in months])
    set_procedure(engine, policy)


CLOCK = ("decide_from", "decide_within", "decide_within_working", "responsible_within", "plan_within")


def clock_of(limits: Deadlines) -> dict[str, object]:
    """The lengths of time that a month's warnings keep, and from when the decision's is counted."""
    said = (
        limits.decide_clock_starts, limits.decide_within_days, limits.decide_within_working_days, limits.responsible_within_days,
        limits.plan_within_days,
    )  # fmt: skip
    return dict(zip(CLOCK, said, strict=True))


def _asked(policy: Policy) -> dict[str, object]:
    """What is kept of a policy with the months that are issued under it."""
    return {
        "asked_steps": [list(group) for group in policy.procedure.steps],
        "asked_ways": list(policy.ledger.told_ways),
        "needs_every_step": policy.procedure.closing_needs == "every_step",
        **clock_of(policy.deadlines),
    }


def forget_unanswered(engine: Engine, month: str) -> None:
    """A month that is run again before anything of it was answered is issued anew, under the policy then in force."""
    engine.run(f"DELETE FROM handling.issued_under WHERE month = ? AND month NOT IN ({ANSWERED_MONTHS})", [month])


def ordered(groups: Groups) -> set[tuple[str, str]]:
    """Each two steps of which the first must be done before the second, as columns of the ledger are called. A step that stands in several
    groups has its time from the first to the last of them."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, step in ((place, STEPS[step]) for place, group in enumerate(groups) for step in group if step in STEPS):
        first.setdefault(step, place)
        last[step] = place
    return {(earlier, later) for earlier in last for later in first if last[earlier] < first[later]}


def _steps(month: str, then: Groups, now: Groups) -> Iterator[dict[str, object]]:
    still_asked = {step for group in now for step in group}
    told = set()
    for ordinal, group in enumerate(then, start=1):
        for label in group:
            if label in STEPS and label not in told:
                told.add(label)
                yield {
                    "month": month,
                    "step": STEPS[label],
                    "label": label,
                    "ordinal": ordinal if label in still_asked else None,
                }


def _replace(engine: Engine, table: Table, rows: Sequence[dict[str, object]]) -> None:
    engine.run(f"DELETE FROM {table.full_name}")
    engine.insert(table, rows)
