"""The demo: a synthetic county, its two months run, and how many of the faults planted in it the lists tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import Any

from flows.environment import refuse_path
from flows.operations import Outcome, opened, run_months, take_returns
from flows.outcomes import PlantedCounts
from flows.settings import write_settings
from sources.catalogue import usual_catalogue
from sources.errors import UsageError
from sources.months import month_end, shift
from sources.synthetic import write_county
from sources.synthetic.faults.plant import Planted
from sources.synthetic.returned import fill_ledgers
from sources.synthetic.truth import read_faults
from tasks.home import Home
from warehouse.engine import open_existing
from warehouse.policy.deadlines import feedback_on
from warehouse.policy.load import load_policy

DEMO_MARK = ".demo"


def run_demo(home: Home, persons: int, seed: int, month: str, quiet: bool = False) -> Outcome:
    """A synthetic county with two months of feeds: both months run, and the first one's ledgers come back in between; the
    second one's outcome."""
    refuse_path(home.root)
    mark = home.root / DEMO_MARK
    if home.root.exists() and any(home.root.iterdir()):
        if not mark.exists():
            raise UsageError("这个文件夹不是演示县，不会覆盖", str(home.root), "请用 --home 另指一个空文件夹。")
        shutil.rmtree(home.root)
    home.root.mkdir(parents=True, exist_ok=True)
    mark.touch()
    write_settings(home, "jimo")
    write_county(home.root, persons=persons, seed=seed, month=month)
    before = shift(month, -1)
    run_months(opened(home), [before], "演示", quiet, _listed_on(before))
    fill_ledgers(home.outbox(before), home.returns(before), seed)
    returned = take_returns(home, before, month_end(month).isoformat(), quiet)
    outcome = run_months(opened(home), [month], "演示", quiet, _listed_on(month))[-1]
    outcome.faults = count_found(home, month)
    outcome.returned = returned
    return outcome


def _listed_on(month: str) -> str:
    """The policy's day of that month's lists: the same county on whatever day it is shown."""
    return feedback_on(month, load_policy("jimo", usual_catalogue()).deadlines).isoformat()


def count_found(home: Home, month: str) -> PlantedCounts:
    """The planted faults, and how many of them somebody is asked about in the month's lists."""
    planted = read_faults(home.root)
    with open_existing(home.warehouse, usual_catalogue()) as engine:
        listed = engine.rows(
            "SELECT rule_code, household_id, person_key, township, village FROM anomaly.anomaly "
            "WHERE month = ? AND is_asked",
            [month],
        )
    return PlantedCounts(len(planted), len(planted) - len(missed(planted, listed)))


def missed(planted: Iterable[Planted], listed: Iterable[dict[str, Any]]) -> list[Planted]:
    """Those that no anomaly tells: of that rule, in that township, of that household or village, and of that person if it is a
    person's.

    A record without 户编号 has a household of the warehouse's making; its person says enough.
    """
    told = set()
    for row in listed:
        place, person = (row["rule_code"], row["township"]), row["person_key"] or ""
        told |= {(*place, row["household_id"], person), (*place, "", person or row["village"])}
    return [fault for fault in planted if told.isdisjoint(_tellings(fault))]


def _tellings(fault: Planted) -> list[tuple[str, str, str, str]]:
    """As the rule may tell it: a rule about households names no person, one about villages neither."""
    if fault.village:
        return [(fault.rule, fault.township, "", fault.village)]
    place = (fault.rule, fault.township, fault.household_number)
    of_person = (*place, fault.person_number)
    return [of_person, (*place, "")] if fault.household_number else [of_person]
