"""Four months, a base that the concentrated screening corrected, and the months run again: is what goes out 补发 and what is taken back exactly
what was planted, and is nothing new the second time?

`python -m bench.backfill [PERSONS]`; fails where a line is another. A person in a thousand is planted for each kind:

- found: a household that the base lacked, in August's letter;
- torn: a number in the base that was one digit off, in September's letter;
- borne: the number of a stranger in the base, of whom October's letter tells: the warning was wrong;
- late: named in a letter of July that comes with the corrected base.

Five in a thousand are named by each month's letter besides, and nothing changes for them.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from bench.stages import fangpin
from flows.settings import write_settings
from sources.catalogue import usual_catalogue
from sources.months import shift
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Person, Population
from sources.synthetic.people.register import populate
from tasks.home import Home
from warehouse.engine import open_existing

PERSONS, SHARE, USUAL_SHARE = 50_000, 1 / 1000, 5 / 1000
MONTHS = JULY, AUGUST, SEPTEMBER, OCTOBER = ("2026-07", "2026-08", "2026-09", "2026-10")
BEFORE, AFTER, GIVEN_AGAIN = date(2026, 6, 30), date(2026, 11, 20), "2026-11-25"
SENT_IN = {"found": AUGUST, "torn": SEPTEMBER, "borne": OCTOBER}
"""In which month's letter those are who were planted in the base."""
EXPECTED = {"found": "belated", "torn": "belated", "borne": "withdrawn", "late": "belated"}
"""What becomes of the warning of each."""
CHANGES = ("belated", "withdrawn", "restored", "corrected")
Planted = Mapping[str, list[Person]]
Warned = tuple[str, str, str]
"""The number of a person, the month, and what running it again made of it; blank: nothing."""


@dataclass(frozen=True)
class Plan:
    """Who is planted, by kind; of those whom a letter names without more, by month; whose number `borne` bore."""

    planted: Planted
    usual: Planted
    strangers: list[Person]

    @property
    def expected(self) -> set[Warned]:
        """The whole register after the months have been run again."""
        changed = {(person.id_number, SENT_IN.get(kind, JULY), EXPECTED[kind])
                   for kind in ("found", "torn", "late") for person in self.planted[kind]}  # fmt: skip
        taken_back = {(person.id_number, SENT_IN["borne"], EXPECTED["borne"]) for person in self.strangers}
        usual = {(person.id_number, month, "") for month, people in self.usual.items() for person in people}
        return changed | taken_back | usual


def draw(population: Population, rng: Random) -> Plan:
    """Heads of usual households, each in one part alone."""
    heads = [one.head for one in population.households if one.kind == "一般农户" and not one.head.has_card]
    persons = sum(1 for _ in population.people())
    few, many = round(persons * SHARE), round(persons * USUAL_SHARE)
    drawn = iter(rng.sample(heads, few * len(EXPECTED) + many * len(MONTHS)))
    planted = {kind: [next(drawn) for _ in range(few)] for kind in EXPECTED}
    usual = {month: [next(drawn) for _ in range(many)] for month in MONTHS}
    strangers = [population.maker.person("户主", "男", 45) for _ in range(few)]
    return Plan(planted, usual, strangers)


def write_base_before(home: Path, population: Population, plan: Plan) -> None:
    """The base as it was wrong; then it is right again."""
    missing = {id(person) for person in plan.planted["found"]}
    there = [one for one in population.households if id(one.head) not in missing]
    true_numbers = [(person, person.id_number) for kind in ("torn", "borne") for person in plan.planted[kind]]
    for person in plan.planted["torn"]:
        person.id_number = torn(person.id_number)
    for person, stranger in zip(plan.planted["borne"], plan.strangers, strict=True):
        person.id_number = stranger.id_number
    write_base(home, Population(there, population.maker), BEFORE)
    for person, number in true_numbers:
        person.id_number = number


def torn(number: str) -> str:
    """An ID number as somebody mistyped it: the last digit but one is another."""
    return f"{number[:-2]}{(int(number[-2]) + 1) % 10}{number[-1]}"


def send(home: Home, month: str, name: str, people: Sequence[Person]) -> None:
    """A letter of the disability federation."""
    file = home.root / "inbox" / month / "残联" / f"{name}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("姓名", "身份证号", "残疾类别", "残疾等级", "发证时间"))
        writer.writerows((one.name, one.id_number, "肢体", "一级", f"{month}-09") for one in people)


def letters(plan: Plan) -> Iterator[tuple[str, list[Person]]]:
    """Each month's."""
    named = {
        SENT_IN["found"]: plan.planted["found"],
        SENT_IN["torn"]: plan.planted["torn"],
        SENT_IN["borne"]: plan.strangers,
    }
    for month in MONTHS:
        yield month, [*plan.usual[month], *named.get(month, [])]


def register_of(home: Home) -> set[Warned]:
    """All that was ever given out for a letter, each with what became of it (what the base alone tells is left out)."""
    with open_existing(home.warehouse, usual_catalogue()) as engine:
        rows = engine.rows(
            "SELECT register.subject_id, register.month, COALESCE(STRING_AGG(mark.code, ' ' ORDER BY mark.code), '') AS marks "
            "FROM handling.register AS register LEFT JOIN handling.mark AS mark ON mark.number = register.number "
            "WHERE register.department = '残联' GROUP BY ALL"
        )
    return {(str(row["subject_id"]), row["month"], row["marks"]) for row in rows}


def backfill(home: Path) -> tuple[float, Counter[str]]:
    """Seconds, and how many warnings became what."""
    words = ("backfill", JULY, OCTOBER, "--reason", "集中排查后户库更正", "--on", GIVEN_AGAIN)
    ran, told = fangpin("backfill", home, *words)
    found = Counter({code: sum(month[code] for month in told["months"]) for code in CHANGES})
    return ran.seconds, +found


def main(persons: int) -> None:
    """Plan, run, run again, compare."""
    population = populate(Random("a screening"), persons, BEFORE)
    plan = draw(population, Random("planted"))
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "county")
        write_settings(home, "jimo")
        write_base_before(home.root, population, plan)
        fangpin("base load", home.root, "base", "load", "--as-of", f"{BEFORE}")
        for month, people in letters(plan):
            send(home, month, "残疾", people)
            fangpin(f"month {month}", home.root, "month", month, "--on", f"{shift(month, 1)}-07")
        for earlier in home.base_inbox.glob("*"):
            earlier.unlink()
        write_base(home.root, population, AFTER)
        fangpin("base load", home.root, "base", "load", "--as-of", f"{AFTER}")
        send(home, JULY, "迟报", plan.planted["late"])
        seconds, found = backfill(home.root)
        print(f"{persons:,}人，四个月重跑{seconds:.1f}秒：{dict(found)}")
        again_seconds, again = backfill(home.root)
        print(f"再跑一遍{again_seconds:.1f}秒：{dict(again)}")
        given, expected = register_of(home), plan.expected
        print(f"台账共{len(given):,}条，应有{len(expected):,}条：缺{len(expected - given)}，多{len(given - expected)}")
        is_as_planted = given == expected and found == Counter(mark for _, _, mark in expected if mark)
        if not is_as_planted or again:
            sys.exit("没有做到")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS)
