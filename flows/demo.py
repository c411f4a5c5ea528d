"""How many of the faults planted in the demo county the month found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sources.synthetic.faults.plant import Planted
from sources.synthetic.truth import read_faults
from tasks.home import Home
from warehouse.engine import open_existing


def count_found(home: Home, month: str) -> dict[str, int]:
    """The planted faults, and how many of them are in the month's list."""
    planted = read_faults(home.root)
    with open_existing(home.warehouse) as engine:
        listed = engine.rows(
            "SELECT rule_code, household_id, person_key, township FROM anomaly.anomaly WHERE month = ?", [month]
        )
    return {"faults_planted": len(planted), "faults_found": len(planted) - len(missed(planted, listed))}


def missed(planted: Iterable[Planted], listed: Iterable[dict[str, Any]]) -> list[Planted]:
    """Those that no anomaly tells: of that rule, in that township, of that household, and of that person if it is a person's.

    A record without 户编号 has a household of the warehouse's making; its person says enough.
    """
    told = set()
    for row in listed:
        place = (row["rule_code"], row["township"])
        told |= {(*place, row["household_id"], row["person_key"] or ""), (*place, "", row["person_key"] or "")}
    return [fault for fault in planted if told.isdisjoint(_tellings(fault))]


def _tellings(fault: Planted) -> list[tuple[str, str, str, str]]:
    """As the rule may tell it: a rule about households names no person."""
    place = (fault.rule, fault.township, fault.household_number)
    of_person = (*place, fault.person_number)
    return [of_person, (*place, "")] if fault.household_number else [of_person]
