"""What a policy asks of a month's warnings: it holds as it was when they were issued, and a later policy can only ask less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from warehouse.engine import Engine
from warehouse.policy.words import Policy
from warehouse.tables import Table
from warehouse.tables import handling as t

STEPS: dict[str, str] = {
    "入户核实": "visited_on", "民主评议": "reviewed_on", "信息比对": "compared_on", "村级公示": "published_on",
    "乡镇审核": "township_approved_on", "县级审定": "county_approved_on", "录入系统": "entered_on",
}  # fmt: skip
"""What the ledger's columns of days are called here."""
ANSWERED_MONTHS = """
SELECT register.month FROM handling.register AS register INNER JOIN handling.event AS event ON event.number = register.number
WHERE event.step NOT IN ('issued', 'withdrawn', 'corrected')
"""
"""Months of which something was answered: run again, they keep what was asked when they were issued."""
Groups = Sequence[Sequence[str]]


def set_procedure(engine: Engine, policy: Policy) -> None:
    """Of each month's warnings the steps, their order, what closing needs, and the ways whose people must be told, as tables that the
    models read.

    A later policy asks no more of a warning than the one under which it was issued: what was closed stays closed. One step goes
    before another only where both say so. What the later one does not ask any longer is kept as it was said, and not asked: its
    sheets have no column for that. Of a month answered in part before its requirements were kept (an older home) no step is asked
    that was not asked then.
    """
    every_step = policy.procedure.closing_needs == "every_step"
    engine.run(
        "INSERT INTO handling.issued_under (month, asked_steps, asked_ways, needs_every_step) "
        f"SELECT DISTINCT month, ?, ?, ? AND month NOT IN ({ANSWERED_MONTHS}) FROM handling.register "
        "WHERE month NOT IN (SELECT month FROM handling.issued_under)",
        [[list(group) for group in policy.procedure.steps], list(policy.ledger.told_ways), every_step],
    )
    asked_now = policy.procedure.steps
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


def forget_unanswered(engine: Engine, month: str) -> None:
    """A month that is run again before anything of it was answered is issued anew, under the policy then in force."""
    engine.run(f"DELETE FROM handling.issued_under WHERE month = ? AND month NOT IN ({ANSWERED_MONTHS})", [month])


def ordered(groups: Groups) -> set[tuple[str, str]]:
    """Each two steps of which the first must be done before the second, as columns of the ledger are called."""
    known = [[STEPS[step] for step in group if step in STEPS] for group in groups]
    return {
        (first, later) for place, group in enumerate(known) for first in group for later in chain(*known[place + 1 :])
    }


def _steps(month: str, then: Groups, now: Groups) -> Iterator[dict[str, object]]:
    still_asked = {step for group in now for step in group}
    for ordinal, group in enumerate(then, start=1):
        for label in group:
            if label in STEPS:
                yield {
                    "month": month,
                    "step": STEPS[label],
                    "label": label,
                    "ordinal": ordinal if label in still_asked else None,
                }


def _replace(engine: Engine, table: Table, rows: Sequence[dict[str, object]]) -> None:
    engine.run(f"DELETE FROM {table.full_name}")
    engine.insert(table, rows)
