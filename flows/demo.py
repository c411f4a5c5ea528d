"""The demo: a synthetic county, its two months run, and how many of the faults planted in it the lists tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import Any

from expectations.library import load_rules
from flows.clock import last_month
from flows.environment import refuse_path
from flows.operations import Outcome, opened, run_months, take_returns
from flows.outcomes import PlantedCounts
from flows.settings import write_settings
from sources.catalogue import usual_catalogue
from sources.errors import UsageError
from sources.months import month_end, shift
from sources.synthetic import write_county
from sources.synthetic.faults.plant import Planted
from sources.synthetic.people.population import Part
from sources.synthetic.returned import fill_ledgers
from sources.synthetic.truth import read_faults
from tasks.home import Home
from warehouse.engine import open_existing
from warehouse.policy.deadlines import feedback_on
from warehouse.policy.load import load_policy
from warehouse.policy.words import Policy

DEMO_MARK = ".demo"


def run_demo(
    home: Home, persons: int, seed: int, month: str | None, quiet: bool = False, policy_name: str = "jimo"
) -> Outcome:
    """A synthetic county with two months of feeds: both months run under a policy, and the first one's ledgers come back in between; the
    second one's outcome. month: the second one; None for the last month, or for the policy's own time (`usual_month`)."""
    refuse_path(home.root)
    policy = load_policy(policy_name, usual_catalogue())
    month = month or usual_month(policy)
    mark = home.root / DEMO_MARK
    if home.root.exists() and any(home.root.iterdir()):
        if not mark.exists():
            raise UsageError("这个文件夹不是演示县，不会覆盖", str(home.root), "请用 --home 另指一个空文件夹。")
        shutil.rmtree(home.root)
    home.root.mkdir(parents=True, exist_ok=True)
    mark.touch()
    write_settings(home, policy_name)
    write_county(home.root, persons=persons, seed=seed, month=month, part=_places_of(policy))
    before = shift(month, -1)
    run_months(opened(home), [before], "演示", quiet, _listed_on(before, policy))
    fill_ledgers(home.outbox(before), home.returns(before), seed)
    returned = take_returns(home, before, month_end(month).isoformat(), quiet)
    outcome = run_months(opened(home), [month], "演示", quiet, _listed_on(month, policy))[-1]
    outcome.faults = count_found(home, month)
    outcome.returned = returned
    return outcome


def usual_month(policy: Policy) -> str:
    """The last month; where the policy sets income lines, and none of that year, the month behind the one from which it holds."""
    last = last_month()
    years = policy.monitoring.years
    return last if not years or int(last[:4]) in years else shift(f"{policy.in_force_from:%Y-%m}", 1)


def _places_of(policy: Policy) -> Part | None:
    """The townships that the notice names, with the villages that it parts into groups; the usual county where it names none."""
    if not policy.townships or set(policy.townships) == set(Part().townships):
        return None
    villages = tuple(place for group in policy.group for place in group.places)
    return Part(townships=policy.townships, named_villages=villages)


def _listed_on(month: str, policy: Policy) -> str:
    """The policy's day of that month's lists: the same county on whatever day it is shown."""
    return feedback_on(month, policy.deadlines).isoformat()


def count_found(home: Home, month: str) -> PlantedCounts:
    """The planted faults of rules that held in the month, and how many of them somebody is asked about in its lists."""
    held = {rule.code for rule in load_rules() if rule.holds_from <= month_end(month)}
    planted = [fault for fault in read_faults(home.root) if fault.rule in held]
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
