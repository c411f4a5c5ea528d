"""Judge the month: gates for what was sent, and the anomalous records of the base."""

from __future__ import annotations

from expectations.anomalies import RuleCounts
from expectations.anomalies import find_anomalies as find
from expectations.gates import GateCounts, close_gates
from expectations.gx import begin_to_load, load
from expectations.library import read_rules
from sources.errors import FangpinError
from tasks.county import County
from tasks.step import step
from warehouse.engine import Engine
from warehouse.listing import make_lists

LOAD_GX = "载入Great Expectations"


def begin_to_load_judge() -> None:
    """Great Expectations is imported while files are read; `load_judge` waits for the rest of it."""
    begin_to_load()


def load_judge() -> None:
    """Great Expectations is there: the seconds that are still waited for are told apart from ours."""
    load()


@step("gate")
def gate(county: County, month: str) -> GateCounts:
    """Check each feed and the base; a feed of which judging would mean nothing is stopped. Counts."""
    with county.warehouse() as engine:
        _check_month(engine, month)
        return close_gates(engine)


@step("anomalies")
def find_anomalies(county: County, month: str) -> RuleCounts:
    """Run the cleaning rules, and say who stands on the lists of the notice, which ask the same facts; rules by state, and how many
    anomalies there are."""
    rules = read_rules()
    with county.warehouse() as engine:
        _check_month(engine, month)
        counts = find(engine, rules)
        make_lists(engine)
        return counts


def _check_month(engine: Engine, month: str) -> None:
    """Judging belongs to the month that has begun."""
    if engine.value("SELECT MAX(month) FROM ops.period") != month:
        raise FangpinError(f"{month}还没有开始", do="请先运行本月的 begin 一步。")
