"""Plants the faults of the tables, each said in `truth/base_faults.csv`.

They go where no feed looks: into households of which nobody is in a feed or shares a name with somebody who is. What
becomes of the feeds' rows does not depend on them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

from sources.synthetic.faults.by_hand import BY_HAND, MADE
from sources.synthetic.faults.fits import said, whom
from sources.synthetic.faults.table import Fault, Writings, load_faults
from sources.synthetic.months import InForce
from sources.synthetic.people.export import OLD_EXPORT, VALUES
from sources.synthetic.people.monitoring import monitor
from sources.synthetic.people.population import Household, Person, Population
from sources.synthetic.people.records import describe
from sources.synthetic.people.work import spelled
from sources.synthetic.workbooks import Cell

PEOPLE_A_FAULT = 120
HOUSEHOLDS_A_FAULT = 5
"""A county has no more faulty households than one in so many."""


@dataclass(frozen=True)
class Planted:
    """What is wrong, and where, as the export says it: `person_number` is blank where the household is meant."""

    kind: str
    rule: str
    household_number: str
    person_number: str
    township: str


def plant(population: Population, taken: set[str], rng: Random) -> list[Planted]:
    """One fault of each kind, more in a large county, fewer in a tiny one; no household gets two. taken: names in a feed."""
    planter = Planter(population, taken, rng)
    faults = load_faults()
    wanted = max(len(faults), round(len(population.maker.issued) / PEOPLE_A_FAULT))
    turns = min(wanted, len(population.households) // HOUSEHOLDS_A_FAULT)
    return [line for turn in range(turns) for line in planter.plant(faults[turn % len(faults)])]


class Planter:
    """Goes through the county's free households in an order of its own, and remembers which are free no longer."""

    def __init__(self, population: Population, taken: set[str], rng: Random) -> None:
        self.rng, self.times = rng, InForce.since(population.maker.today)
        free = [one for one in population.households if _is_free(one, taken)]
        self.free = {one.number: one for one in rng.sample(free, len(free))}
        self.townships: dict[str, list[Household]] = defaultdict(list)
        for one in population.households:
            self.townships[one.township].append(one)
        self.filled: set[tuple[str, str]] = set()

    def plant(self, fault: Fault) -> list[Planted]:
        """Plant it where it fits; nothing where it fits nobody."""
        for household in self.free.values():
            people = list(whom(fault, household, self.times))
            if people and self._is_judged(fault, household.township):
                del self.free[household.number]
                return self._spoil(fault, household, self.rng.choice(people))
        return []

    def _is_judged(self, fault: Fault, township: str) -> bool:
        """A blank is a fault only where the export has the column: where somebody else's is filled."""
        blanked = [name for name, how in fault.household.items() if how == "" and name not in VALUES]
        return all(self._is_filled(township, name) for name in blanked)

    def _is_filled(self, township: str, name: str) -> bool:
        if (township, name) not in self.filled and any(
            one.cells.get(name, "") != "" for one in self.townships[township]
        ):
            self.filled.add((township, name))
        return (township, name) in self.filled

    def _spoil(self, fault: Fault, household: Household, person: Person) -> list[Planted]:
        if fault.monitored:
            monitor(self.rng, household)
            household.is_risk_removed = "是" if fault.monitored == "已消" else "否"
            describe(self.rng, household, self.times)
        concerned = [(household, person)]
        if fault.by_hand:
            concerned = BY_HAND[fault.by_hand](household, person, list(self.free.values()), self.rng)
        for one in household.members:
            self._write(fault.members, household, one, one.cells)
        self._write(fault.head, household, household.head, household.head.cells)
        self._write(fault.person, household, person, person.cells)
        self._write(fault.household, household, household.head, household.cells)
        for other, _ in concerned:
            self.free.pop(other.number, None)
        return [self._said(fault, *one) for one in concerned]

    def _write(self, writings: Writings, household: Household, person: Person, cells: dict[str, Cell]) -> None:
        cells |= {name: self._cell(name, how, household, person) for name, how in writings.items()}

    def _cell(self, name: str, how: Any, household: Household, person: Person) -> Cell:
        """A value, one of a list, or: made by hand, added to what is there, a month so long ago."""
        if isinstance(how, list):
            how = self.rng.choice(how)
        if not isinstance(how, dict):
            cell: Cell = how
            return cell
        if "made" in how:
            return MADE[how["made"]](household, person, self.rng)
        if "months_ago" in how:
            return spelled(self.times.months_ago(how["months_ago"]))
        there: float = said(name, household, person, self.times)
        sum_of_both: float = round(there + how["add"], 2)
        return sum_of_both

    def _said(self, fault: Fault, household: Household, person: Person) -> Planted:
        number = said("person_id", household, person, self.times) if fault.is_of_person else ""
        home = said("household_id", household, person, self.times)
        return Planted(fault.kind, fault.rule, str(home), str(number), household.township)


def _is_free(household: Household, taken: set[str]) -> bool:
    """Where the export has all columns, and nobody could be taken for somebody in a feed."""
    return household.township != OLD_EXPORT and not any(person.name in taken for person in household.members)
