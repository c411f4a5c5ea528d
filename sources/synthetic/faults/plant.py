"""Plants the faults of the tables, each said in `truth/base_faults.csv`.

They go where no feed looks: into households of which nobody is in a feed or shares a name with somebody who is. What
becomes of the feeds' rows does not depend on them. Where a department contradicts the record, it does so in a further list of
its own (`Sent`), whose rows are in the truth like any other. A village as a whole is written on wherever nothing is planted yet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

from sources.synthetic.faults.by_hand import BY_HAND, MADE
from sources.synthetic.faults.fits import FACTS, fits_home, said, whom
from sources.synthetic.faults.table import Fault, Sent, Writings, load_faults
from sources.synthetic.faults.villages import Count, by_village, count, more_key_households
from sources.synthetic.feeds.cases import Value
from sources.synthetic.feeds.events import EventSubject, told
from sources.synthetic.feeds.rows import FeedRow, RowWriter
from sources.synthetic.months import InForce, Month
from sources.synthetic.people.export import OLD_EXPORT, VALUES
from sources.synthetic.people.monitoring import monitor
from sources.synthetic.people.population import Household, Person, Population
from sources.synthetic.people.records import describe
from sources.synthetic.people.work import spelled
from sources.synthetic.workbooks import Cell

PEOPLE_A_FAULT = 120
HOUSEHOLDS_A_FAULT = 4
"""A county has no more faulty households than one in so many."""
NO_VILLAGE = "未写村"
"""What the lists call the village of those who have none written."""


@dataclass(frozen=True)
class Planted:
    """What is wrong, and where, as the export says it.

    person_number is blank where the household is meant; household_number too where the village is, which alone is named then.
    """

    kind: str
    rule: str
    household_number: str
    person_number: str
    township: str
    village: str = ""


SentRows = dict[str, list[FeedRow]]
"""What departments send further, by feed."""


@dataclass(frozen=True)
class Plantings:
    """Everything planted, and the rows that departments send for it: in the month before, and in the month itself."""

    faults: list[Planted]
    sent: tuple[SentRows, SentRows]


def plant(population: Population, taken: set[str], month: Month, rng: Random) -> Plantings:
    """One fault of each kind, more in a large county, fewer in a tiny one; no household gets two. taken: names in a feed."""
    planter = Planter(population, taken, month, rng)
    faults = load_faults()
    wanted = max(len(faults), round(len(population.maker.issued) / PEOPLE_A_FAULT))
    turns = min(wanted, len(population.households) // HOUSEHOLDS_A_FAULT)
    # Villages come last: what is planted in households moves what the county would expect of them.
    turn_by_turn = sorted((faults[turn % len(faults)] for turn in range(turns)), key=lambda fault: bool(fault.village))
    planted = [line for fault in turn_by_turn for line in planter.plant(fault)]
    return Plantings(planted, planter.sent)


class Planter:
    """Goes through the county's free households in an order of its own, and remembers which are free no longer."""

    def __init__(self, population: Population, taken: set[str], month: Month, rng: Random) -> None:
        self.rng, self.month, self.times = rng, month, InForce.since(population.maker.today)
        self.writer = RowWriter(rng, population)
        self.sent: tuple[SentRows, SentRows] = defaultdict(list), defaultdict(list)
        self.villages = by_village(population.households)
        self.spoiled: set[str] = set()
        free = [one for one in population.households if _is_free(one, taken)]
        self.free = {one.number: one for one in rng.sample(free, len(free))}
        self.townships: dict[str, list[Household]] = defaultdict(list)
        for one in population.households:
            self.townships[one.township].append(one)
        self.filled: set[tuple[str, str]] = set()

    def plant(self, fault: Fault) -> list[Planted]:
        """Plant it where it fits; nothing where it fits nobody."""
        if fault.village:
            return self._plant_in_village(fault)
        for household in self.free.values():
            people = list(whom(fault, household, self.times))
            if people and self._is_judged(fault, household.township):
                del self.free[household.number]
                return self._spoil(fault, household, self.rng.choice(people))
        return []

    def _plant_in_village(self, fault: Fault) -> list[Planted]:
        """Write on as many of a village's households as the rule asks; whatever is planted next goes elsewhere."""
        county = count((one for village in self.villages.values() for one in village), self.times)
        villages = [place for place in self.villages if place[0] != OLD_EXPORT]
        for place in self.rng.sample(villages, len(villages)):
            concerned = self._to_write_on(fault, self.villages[place], county)
            if concerned is not None:
                for household in concerned:
                    self._write_on(fault, household, household.head)
                self._take(self.villages[place])
                return [Planted(fault.kind, fault.rule, "", "", *place)]
        return []

    def _to_write_on(self, fault: Fault, village: list[Household], county: Count) -> list[Household] | None:
        """The households that must be written on for the village to come to what is wanted; None where it never would."""
        found = count(village, self.times)
        bounds = {name: bound for name, bound in fault.village.items() if isinstance(bound, list)}
        least = {name: bound for name, bound in fault.village.items() if name not in bounds}
        if not all(low <= getattr(found, name) <= high for name, (low, high) in bounds.items()):
            return None
        untouched = [one for one in village if one.number not in self.spoiled and fits_home(fault, one, self.times)]
        no_key = [one for one in untouched if not count([one], self.times).key]
        more = more_key_households(found, county, least, len(no_key))
        return None if more is None else self.rng.sample(no_key, more)

    def _take(self, households: list[Household]) -> None:
        """Nothing more is planted in them."""
        for one in households:
            self.spoiled.add(one.number)
            self.free.pop(one.number, None)

    def _is_judged(self, fault: Fault, township: str) -> bool:
        """A blank is a fault, and nobody having something too, only where the export has the column: where somebody else's
        is filled. A department's row is compared wherever it is.
        """
        if fault.sent:
            return True
        written = {**fault.household, **fault.person, **dict.fromkeys(fault.nobody, "")}
        known = {*VALUES, *FACTS}
        return all(self._is_filled(township, name) for name, how in written.items() if how == "" and name not in known)

    def _is_filled(self, township: str, name: str) -> bool:
        if (township, name) not in self.filled and any(
            cells.get(name, "") != ""
            for one in self.townships[township]
            for cells in (one.cells, *(person.cells for person in one.members))
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
        self._write_on(fault, household, person)
        for row in fault.sent:
            self._send(row, household, person)
        self._take([household, *(other for other, _ in concerned)])
        return [self._said(fault, *one) for one in concerned]

    def _send(self, sent: Sent, household: Household, person: Person) -> None:
        month = self.month.before if sent.is_earlier else self.month
        says = {name: self._value(how, household, person) for name, how in sent.says.items()}
        event = told(self.rng, sent.feed, EventSubject(person, household), says, month, sent.is_warned)
        self.sent[0 if sent.is_earlier else 1][sent.feed].append(self.writer.plain_row(event, says))

    def _value(self, how: Any, household: Household, person: Person) -> Value:
        """As for a cell; a month so long ago is a day of it."""
        if isinstance(how, dict) and "months_ago" in how:
            return self.times.months_ago(how["months_ago"]).some_day(self.rng)
        value: Value = self._cell("", how, household, person) or ""
        return value

    def _write_on(self, fault: Fault, household: Household, person: Person) -> None:
        for one in household.members:
            self._write(fault.members, household, one, one.cells)
        self._write(fault.head, household, household.head, household.head.cells)
        self._write(fault.person, household, person, person.cells)
        self._write(fault.household, household, household.head, household.cells)

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
        if fault.of_village:
            village = said("village", household, person, self.times) or NO_VILLAGE
            return Planted(fault.kind, fault.rule, "", "", household.township, str(village))
        number = said("person_id", household, person, self.times) if fault.is_of_person else ""
        home = said("household_id", household, person, self.times)
        return Planted(fault.kind, fault.rule, str(home), str(number), household.township)


def _is_free(household: Household, taken: set[str]) -> bool:
    """Where the export has all columns, and nobody could be taken for somebody in a feed."""
    return household.township != OLD_EXPORT and not any(person.name in taken for person in household.members)
