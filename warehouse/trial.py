"""Months that are over, warned of as if one rule had had another limit all along: in a warehouse beside the county's, which is only read.

What a month would have found is not reckoned by a second way of warning: the models of the month run over the rows that came, with that one
rule in force, month after month, by the base as each month knew it. Warnings of before the first month tried are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sources.catalogue import Catalogue
from sources.feeds.base_gap import BASE_GAP
from warehouse import handling, models, months
from warehouse.base_gaps import replace_base_gaps
from warehouse.engine import Engine
from warehouse.policy.limits import Limit, rule_at
from warehouse.policy.words import Policy, WarningRule
from warehouse.sentence import quoted
from warehouse.tables import tables

WARNED = ("warning.outcome", "handling.repeated", "warning.warning", "warning.suspected")
FOUND = (
    "SELECT number, household_id, month FROM warning.warning WHERE month >= ? AND rule_code = ? ORDER BY month, number"
)
EMPTIED = ("warning", "handling")
"""The schemas whose kept tables each try begins anew."""


@dataclass(frozen=True)
class Found:
    """What would have been warned of at a limit: numbers of warnings, and beside each its household and month."""

    value: float
    numbers: list[str]
    households: list[str]
    months: list[str]


@dataclass(frozen=True)
class Tried:
    """A rule with its limit, and the months over which it is tried, in order."""

    policy: Policy
    rule: WarningRule
    limit: Limit
    months: list[str]
    deliveries: Mapping[str, str]


@contextmanager
def beside(home: Path, catalogue: Catalogue, tried: Tried, place: Path) -> Iterator[Engine]:
    """A warehouse at `place` with what the rule's months need of the county's, which is attached for reading only."""
    with Engine(place, catalogue) as engine:
        engine.run(f"ATTACH {quoted(str(home))} AS home (READ_ONLY)")
        for name, where in _rows_needed(catalogue, tried).items():
            _copy(engine, name, where)
        yield engine
        engine.run("DETACH home")


def found_at(engine: Engine, tried: Tried, value: float) -> Found:
    """Run the months with the limit at that value; what they would have warned of. Each try forgets the one before."""
    rule = rule_at(tried.rule, tried.policy, tried.limit, value)
    policy = tried.policy.model_copy(update={"rule": (rule,)})
    for table in tables(engine.catalogue):
        if table.kind == "kept" and table.schema in EMPTIED:
            engine.run(f"DELETE FROM {table.full_name}")
    for name, where in _history(tried).items():
        _copy(engine, name, where)
    for month in tried.months:
        _run(engine, month, policy, tried.deliveries)
    rows = engine.rows(FOUND, [tried.months[0], rule.code])
    return Found(value, *([str(row[name]) for row in rows] for name in ("number", "household_id", "month")))


def _run(engine: Engine, month: str, policy: Policy, deliveries: Mapping[str, str]) -> None:
    """A month from its matching to its register: what came of it then came already, and no list is written."""
    months.begin_month(engine, month, policy, deliveries, as_known_then=True)
    if policy.rule[0].feed == BASE_GAP.code:
        replace_base_gaps(engine)
    models.run_models(engine, models.MATCH)
    months.make_qualified(engine, policy)
    models.run_models(engine, models.LEADS)
    models.run_drafts(engine, models.ROSTERS)
    models.run_models(engine, models.DECIDED)
    models.run_drafts(engine, WARNED)
    with engine.transaction():
        handling.register_month(engine, month, policy, None)
        months.keep_drafts(engine, month)


def _rows_needed(catalogue: Catalogue, tried: Tried) -> dict[str, str]:
    """Table -> which of its rows: the base in time, and what came of the rule's feed."""
    feed = quoted(tried.rule.feed)
    base = {table.full_name: "TRUE" for table in tables(catalogue) if table.schema == "base"}
    of_feed = f"(month, row_key) IN (SELECT (month, row_key) FROM home.raw.feed_row WHERE feed = {feed})"
    return base | {
        "ops.run": "TRUE",
        "raw.feed_row": f"feed = {feed}",
        "raw.feed_member": of_feed,
        f"raw.{_table_of(catalogue, tried)}": f"feed = {feed}",
    }


def _table_of(catalogue: Catalogue, tried: Tried) -> str:
    feed = catalogue.feed_of_code(tried.rule.feed)
    assert feed is not None  # load_policy has refused any other
    return feed.code


def _history(tried: Tried) -> dict[str, str]:
    """Table -> which of its rows: what humans said of suspected matches, what townships reported themselves, and the rule's months
    before the first that is tried."""
    before, rule, feed = f"month < {quoted(tried.months[0])}", quoted(tried.rule.code), quoted(tried.rule.feed)
    of_rule, of_feed = f"{before} AND rule_code = {rule}", f"{before} AND feed = {feed}"
    return {
        "warning.rule": of_rule,
        "warning.warning": of_rule,
        "warning.suspected": of_rule,
        "warning.outcome": of_feed,
        "warning.roster": of_feed,
        "handling.register": f"{of_rule} OR origin = 'township'",
        "handling.settled": f"rule_code = {rule}",
    }


def _copy(engine: Engine, name: str, where: str) -> None:
    (table,) = (one for one in tables(engine.catalogue) if one.full_name == name)
    columns = ", ".join(table.columns)
    engine.run(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM home.{name} WHERE {where}")


def months_run(engine: Engine) -> Sequence[str]:
    """The months that were run in a home, in order."""
    return [str(row["month"]) for row in engine.rows("SELECT DISTINCT month FROM ops.run ORDER BY month")]
