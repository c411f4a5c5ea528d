"""How many of the faults planted in the demo county the month's lists tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sources.synthetic.faults.plant import Planted
from sources.synthetic.truth import read_faults
from tasks.home import Home
from warehouse.engine import open_existing


def count_found(home: Home, month: str) -> dict[str, int]:
    """The planted faults, and how many of them somebody is asked about in the month's lists."""
    planted = read_faults(home.root)
    with open_existing(home.warehouse) as engine:
        listed = engine.rows(
            "SELECT rule_code, household_id, person_key, township, village FROM anomaly.anomaly "
            "WHERE month = ? AND is_asked",
            [month],
        )
    return {"faults_planted": len(planted), "faults_found": len(planted) - len(missed(planted, listed))}


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
