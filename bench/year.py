"""Twelve monthly loads of a base of whose people one in a hundred changes each month: bytes of the warehouse after each.

`python -m bench.year [PERSONS] [--keep]`. Of those who change, some move to another village, some are born or gone, most have another record
(health, labour, schooling). `--keep`: the table goes into docs/performance.md too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from bench.tables import keep, table
from flows.operations import load_base
from flows.settings import write_settings
from sources.synthetic.months import Month
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Household, Population
from sources.synthetic.people.records import keep_records
from sources.synthetic.people.register import populate
from tasks.home import Home

PERSONS, LOADS = 20_000, 12
CHANGED_SHARE = 0.01
HEALTH = ("健康", "长期慢性病", "患有大病")
SCHOOLING = ("小学", "初中", "高中", "大专")
FIRST = Month(2026, 1)
MIB = 2**20


@dataclass(frozen=True)
class Loaded:
    """A load: its seconds, the bytes of the warehouse after it, and the bytes of the exports as they were kept."""

    as_of: date
    persons: int
    seconds: float
    warehouse: int
    landed: int


def load_a_year(home: Home, persons: int) -> list[Loaded]:
    """Make the base, load it, change it, twelve times."""
    rng = Random("a year")
    population = populate(rng, persons, FIRST.last_day)
    keep_records(population, Random("records of a year"))
    write_settings(home, "jimo")
    month, loads = FIRST, []
    for _ in range(LOADS):
        loads.append(_load(home, population, month.last_day))
        change(population, rng)
        month = month.after
    return loads


def change(population: Population, rng: Random) -> None:
    """One in a hundred changes."""
    everybody = list(population.people())
    for household, person in rng.sample(everybody, round(CHANGED_SHARE * len(everybody))):
        chance = rng.random()
        if chance < 0.1:
            _leave(population, household, rng)
        elif chance < 0.2:
            _be_born(population, household)
        elif chance < 0.3:
            household.village = rng.choice(population.households).village
        elif chance < 0.6:
            person.health = rng.choice(HEALTH)
        else:
            person.education = rng.choice(SCHOOLING)


def _leave(population: Population, household: Household, rng: Random) -> None:
    """Somebody who is not the head dies or moves away."""
    if len(household.members) > 1:
        household.members.remove(rng.choice(household.members[1:]))
        household.size = len(household.members)


def _be_born(population: Population, household: Household) -> None:
    child = population.maker.person("之孙子", "男", 0)
    child.number = f"{household.number}{90 + len(household.members)}"
    household.members.append(child)
    household.size = len(household.members)


def _load(home: Home, population: Population, as_of: date) -> Loaded:
    """As `fangpin base load` loads it; what was exported for the month before is gone from the inbox."""
    for earlier in home.base_inbox.glob("*"):
        earlier.unlink()
    write_base(home.root, population, as_of)
    started = time.perf_counter()
    load = load_base(home, [], as_of.isoformat(), quiet=True)
    seconds = time.perf_counter() - started
    return Loaded(as_of, load.base.persons, seconds, _bytes(home.warehouse.parent), _bytes(home.landing))


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def report(loads: list[Loaded]) -> str:
    """A line a load."""
    first, last = loads[0], loads[-1]
    rows = [
        [f"{one.as_of}", f"{one.persons:,}", f"{one.seconds:.1f}", f"{one.warehouse / MIB:.1f}", f"{one.landed / MIB:.1f}"]
        for one in loads
    ]  # fmt: skip
    told = table(("as of", "people", "seconds", "warehouse, MiB", "exports kept, MiB"), rows)
    times = last.warehouse / first.warehouse
    return f"{told}\n\nThe warehouse takes {times:.2f} times the bytes of one load; {len(loads)} copies would take {len(loads)}."


def main(words: list[str]) -> None:
    sizes = [int(word) for word in words if word.isdecimal()]
    with tempfile.TemporaryDirectory() as folder:
        told = report(load_a_year(Home(Path(folder) / "county"), sizes[0] if sizes else PERSONS))
    print(told)
    if "--keep" in words:
        keep("year", told)


if __name__ == "__main__":
    main(sys.argv[1:])
