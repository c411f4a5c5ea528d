"""Does a fault fit a member, a household? Conditions are by column of the base, or by one of the facts here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sources.synthetic.faults.table import Conditions, Fault
from sources.synthetic.months import InForce, age_on
from sources.synthetic.people.export import VALUES
from sources.synthetic.people.monitoring import has_no_labour
from sources.synthetic.people.population import Household, Person
from sources.synthetic.people.work import UNABLE, can_work, is_at_work

Fact = Callable[[Household, Person, InForce], Any]
FACTS: dict[str, Fact] = {
    "age": lambda household, person, times: times.age(person.born),
    "school_age": lambda household, person, times: times.school_age(person.born),
    "years_younger": lambda household, person, times: age_on(household.head.born, person.born),
    "is_head": lambda household, person, times: person is household.head,
    "has_card": lambda household, person, times: person.has_card,
    "disability": lambda household, person, times: person.disability,
    "member_count": lambda household, person, times: len(household.members),
    "able": lambda household, person, times: sum(map(can_work, household.members)),
    "half_able": lambda household, person, times: sum(
        not can_work(one) and one.labour not in UNABLE for one in household.members
    ),
    "at_work": lambda household, person, times: sum(map(is_at_work, household.members)),
    "have_worked": lambda household, person, times: sum(
        bool(one.cells.get("work_months")) for one in household.members
    ),
}
"""age, school_age: full years. years_younger: than the head. The counts are of the household's members; have_worked: with a record of work, ended or not."""


def said(name: str, household: Household, person: Person, times: InForce) -> Any:
    """A fact, or what the export says."""
    if name in FACTS:
        return FACTS[name](household, person, times)
    for cells in (person.cells, household.cells):
        if name in cells:
            return cells[name]
    return VALUES[name](household, person) if name in VALUES else ""


def whom(fault: Fault, household: Household, times: InForce) -> Iterator[Person]:
    """The members whom the fault fits; the head stands for the household where it is the household's."""
    head = household.head
    if fault.monitored == "已消" and has_no_labour(household):
        return  # such a household's risk is never removed
    if household.monitoring_kind or not _fits(fault.home, household, head, times):
        return
    if fault.nobody and any(_fits(fault.nobody, household, one, times) for one in household.members):
        return
    for person in household.members if fault.is_of_person else [head]:
        others = (one for one in household.members if one is not person)
        if _fits(fault.who, household, person, times) and (
            not fault.other or any(_fits(fault.other, household, one, times) for one in others)
        ):
            yield person


def fits_home(fault: Fault, household: Household, times: InForce) -> bool:
    """May the household, which nobody monitors, be written on for its village's sake?"""
    return not household.monitoring_kind and _fits(fault.home, household, household.head, times)


def _fits(conditions: Conditions, household: Household, person: Person, times: InForce) -> bool:
    return all(_holds(wanted, said(name, household, person, times)) for name, wanted in conditions.items())


def _holds(wanted: Any, value: Any) -> bool:
    """One value, one of several words, a range of two numbers with both ends, or words that it holds or lacks."""
    if isinstance(wanted, dict):
        return wanted.get("has", "") in str(value) and not ("lacks" in wanted and wanted["lacks"] in str(value))
    if isinstance(wanted, list):
        words = isinstance(wanted[0], str)
        return value in wanted if words else isinstance(value, (int, float)) and wanted[0] <= value <= wanted[1]
    return bool(value == wanted)
