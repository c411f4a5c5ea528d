"""How well damaged numbers find their person, with planted truth: `python -m bench.matching [PERSONS] [SEED] [--seconds]`.

A synthetic county whose every person stands in one row of a feed, 6 % of rows about people who are not in its base, 15 % of
numbers damaged, some written with signs that nobody sees, some of its people known by a passport. The promises: of the damaged numbers that keep a name and a unique person at least 98 % are suggested, at
least 99 % of the suggestions are right, no damaged number is warned by itself, and every sound one is. Exit status 1 where one is missed.

With a name and a unique person: what a human with the base before them could find. The name agrees (after folding spaces
and dots), and exactly one person of that name could have this damage's number; where the number says nothing, the name alone
is unique in the base, or in the village that the file gives. The truth is planted by `bench.damage`, without the matcher's SQL.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from bench.damage import DAMAGES, Damage, typo, unseen
from bench.names import full_name
from flows.settings import open_county
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Household, Person, Population
from sources.synthetic.people.register import populate
from sources.synthetic.workbooks import Cell, SyntheticSheet, write
from tasks.base import load_base
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.home import Home
from tasks.match import match, warn
from tasks.run import begin, commit
from warehouse.engine import Engine

MONTH, AS_OF = "2026-10", date(2026, 10, 31)
DAMAGED_SHARE, OUTSIDE_SHARE, UNSEEN_SHARE, PASSPORT_SHARE = 0.15, 0.06, 0.02, 0.01
RECALL, PRECISION = 0.98, 0.99
STYLES: dict[str, tuple[str, ...]] = {
    "大病救治（镇街村）.xlsx": ("镇街", "村"), "大病救治（住址）.xlsx": ("家庭住址",), "大病救治（无住址）.xlsx": (),
}  # fmt: skip
CARDS = "重度残疾人证.xlsx"
NAME_ONLY = ("空白或“不详”", "填成了电话")


@dataclass(frozen=True)
class Sent:
    """A row as sent. person: whom it is about; inside: their 人编号, blank where they are not in the base."""

    file: str
    row: int
    kind: str
    number: Cell
    name: str
    person: Person
    village: str
    inside: str
    damage: Damage | None
    name_agrees: bool = True


@dataclass
class Tally:
    """What became of the rows of one kind. findable: with a name and a unique person."""

    damaged: int = 0
    findable: int = 0
    suggested: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    warned: int = 0


@dataclass
class Report:
    """Tallies by kind, and the seconds of matching. unwarned: rows of people of the base, undamaged and yet not warned of."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    seconds: float = 0.0
    unwarned: int = 0
    misses: list[Sent] = field(default_factory=list)
    errors: list[Sent] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(tally, name) for tally in self.kinds.values())

    @property
    def recall(self) -> float:
        return self.total("found") / max(self.total("findable"), 1)

    @property
    def precision(self) -> float:
        return self.total("right") / max(self.total("suggested"), 1)

    @property
    def holds(self) -> bool:
        return self.recall >= RECALL and self.precision >= PRECISION and self.total("warned") + self.unwarned == 0


def measure(root: Path, persons: int, seed: int) -> Report:
    """Make the county below `root`, run its month, compare with what was planted."""
    rng = Random(seed)
    population = populate(rng, persons, AS_OF)
    for _, person in population.people():
        person.name = full_name(rng, person.name[0], person.sex)
        if not person.has_card and rng.random() < PASSPORT_SHARE:
            person.cells |= {"certificate_kind": "护照", "person_id_number": f"E{rng.randrange(10**8):08d}"}
    write_base(root, population, AS_OF)
    sent = list(_rows(population, rng))
    _write_feeds(root, sent)
    report = Report()
    report.seconds = _run(root)
    _judge(report, sent, population, *_results(root))
    return report


def _rows(population: Population, rng: Random) -> Iterator[Sent]:
    """One row a person, and outsiders between them; each row's place in its file is where it will be written."""
    everybody: list[tuple[Household, Person, str]] = [(h, p, p.number) for h, p in population.people()]
    for _ in range(round(len(everybody) * OUTSIDE_SHARE / (1 - OUTSIDE_SHARE))):
        stranger = population.maker.person("户主", rng.choice("男女"), rng.randint(5, 85))
        stranger.name = full_name(rng, stranger.name[0], stranger.sex)
        everybody.append((rng.choice(population.households), stranger, ""))
    rng.shuffle(everybody)
    rows: Counter[str] = Counter()
    for household, person, inside in everybody:
        yield _row(rows, household, person, inside, rng)


def _row(rows: Counter[str], household: Household, person: Person, inside: str, rng: Random) -> Sent:
    number, damage, kind = person.id_number, None, ""
    passport = person.cells.get("person_id_number")
    written: Cell = passport or (unseen(number, rng) if rng.random() < UNSEEN_SHARE else number)
    name, agrees = person.name, True
    file = rng.choice(list(STYLES))
    if not passport and rng.random() < DAMAGED_SHARE:
        damage = rng.choice([one for one in DAMAGES if one.fits(number)])
        if damage.on_certificate:
            file, number = CARDS, number + rng.choice("1234567") + rng.choice("12")
        written, kind = damage.spoil(number, rng), damage.kind
        name, agrees, kind = _name_too(name, kind, damage, rng)
    rows[file] += 1
    village = household.village if file == CARDS or "村" in STYLES[file] or "家庭住址" in STYLES[file] else ""
    where = f"{household.township}|{village}" if village else ""
    return Sent(file, rows[file] + 1, kind, written, name, person, where, inside, damage, agrees)


def _name_too(name: str, kind: str, damage: Damage, rng: Random) -> tuple[str, bool, str]:
    """A few names suffer as well: harmless spaces and dots, a character that cannot be shown, a wrong character."""
    chance = rng.random()
    if chance < 0.05:
        return name[0] + rng.choice((" ", "　", "·")) + name[1:], True, kind
    if damage.spoil is not typo or chance > 0.3:
        return name, True, kind
    place = rng.randrange(1, len(name))
    if chance < 0.15:
        return name[:place] + rng.choice(("?", "??", "□", "＊")) + name[place + 1 :], False, f"{kind}，姓名有字不显"
    return name[:place] + rng.choice("荟楠翊") + name[place + 1 :], False, f"{kind}，姓名错一字"


def _write_feeds(root: Path, sent: Iterable[Sent]) -> None:
    lines: dict[str, list[list[Cell]]] = defaultdict(list)
    for row in sent:
        township, _, village = row.village.partition("|")
        where = {"镇街": township, "村": village, "家庭住址": f"{township}{village}12号"}
        told: list[Cell] = ["肢体", "一级"] if row.file == CARDS else ["胃癌"]
        places = ("镇街", "村") if row.file == CARDS else STYLES[row.file]
        lines[row.file].append([row.name, row.number, *(where[one] for one in places), *told])
    for file, body in lines.items():
        is_card = file == CARDS
        head: list[Cell] = ["姓名", "残疾人证号" if is_card else "身份证号码"]
        head += [*(("镇街", "村", "残疾类别", "残疾等级") if is_card else (*STYLES[file], "病种"))]
        folder = root / "inbox" / MONTH / ("残联" if is_card else "卫健局")
        write(folder / file, [SyntheticSheet("Sheet1", [head, *body], len(head))])


def _run(root: Path) -> float:
    county = open_county(Home(root))
    load_base.fn(county, [str(Home(root).base_inbox)], AS_OF.isoformat())
    begin.fn(county, MONTH, None)
    collect.fn(county, MONTH)
    clean_month.fn(county, MONTH)
    start = time.monotonic()
    match.fn(county)
    seconds = time.monotonic() - start
    warn.fn(county)
    commit.fn(county, MONTH, f"{MONTH}-bench")
    return seconds


Place = tuple[str, int]


def _results(root: Path) -> tuple[dict[Place, str], set[Place]]:
    """Whom each suspected row was said to be about, and the rows that made a warning."""
    question = (
        "SELECT feed_row.file_name, feed_row.row_number, told.person_key FROM {} AS told INNER JOIN raw.feed_row "
        "AS feed_row ON feed_row.month = told.month AND feed_row.row_key = told.row_key"
    )
    with Engine(Home(root).warehouse) as engine:
        suspected = engine.rows(question.format("warning.suspected"))
        warned = engine.rows(question.format("warning.warning"))
    told = {(row["file_name"], int(row["row_number"])): str(row["person_key"]) for row in suspected}
    return told, {(row["file_name"], int(row["row_number"])) for row in warned}


def _judge(
    report: Report, sent: Iterable[Sent], population: Population, suspected: dict[Place, str], warned: set[Place]
) -> None:
    namesakes: dict[str, list[tuple[Household, Person]]] = defaultdict(list)
    for household, person in population.people():
        namesakes[person.name].append((household, person))
    for row in sent:
        said = suspected.get((row.file, row.row))
        report.unwarned += row.damage is None and bool(row.inside) and (row.file, row.row) not in warned
        if row.damage is None and said is None:
            continue
        tally = report.kinds[row.kind if row.damage else "（未损坏，误列）"]
        is_right, is_findable = said is not None and said == row.inside, _is_findable(row, namesakes)
        tally.damaged += row.damage is not None
        tally.findable += is_findable
        tally.suggested += said is not None
        tally.right += is_right
        tally.found += is_right and is_findable
        tally.wrong += said is not None and not is_right
        tally.warned += row.damage is not None and (row.file, row.row) in warned
        report.misses += [row] * (is_findable and not is_right)
        report.errors += [row] * (said is not None and not is_right)


def _is_findable(row: Sent, namesakes: dict[str, list[tuple[Household, Person]]]) -> bool:
    """True where a human could find the person: see the top of this file."""
    if row.damage is None or not row.inside or not row.name_agrees:
        return False
    explains = row.damage.explains
    able = [
        (household, person)
        for household, person in namesakes[row.person.name]
        if explains is None or explains(row.number, person.id_number)
    ]
    if row.kind in NAME_ONLY and row.village:
        able = [(h, p) for h, p in able if f"{h.township}|{h.village}" == row.village]
    return len(able) == 1 and able[0][1].number == row.inside


def show(report: Report, seconds: bool) -> None:
    """The table by kind of damage, then the promised figures."""
    out = sys.stdout.write
    out("损坏方式\t损坏\t有姓名且唯一\t列出\t正确\t错误\t漏掉\t自动预警\n")
    for kind, tally in sorted(report.kinds.items()):
        missed = tally.findable - tally.found
        out(
            f"{kind}\t{tally.damaged}\t{tally.findable}\t{tally.suggested}\t{tally.right}\t{tally.wrong}\t{missed}\t{tally.warned}\n"
        )
    out(f"合计\t{report.total('damaged')}\t{report.total('findable')}\t{report.total('suggested')}\t{report.total('right')}\t"
        f"{report.total('wrong')}\t{report.total('findable') - report.total('found')}\t{report.total('warned')}\n\n")  # fmt: skip
    for name, value, holds in (
        (f"有姓名且唯一的损坏号码，列出的比例（不低于{RECALL:.0%}）", f"{report.recall:.2%}", report.recall >= RECALL),
        (f"列出的疑似匹配，正确的比例（不低于{PRECISION:.0%}）", f"{report.precision:.2%}", report.precision >= PRECISION),
        ("损坏号码自动预警的条数（须为0）", f"{report.total('warned')}", report.total("warned") == 0),
        ("没有损坏而没有预警的条数（须为0）", f"{report.unwarned}", report.unwarned == 0),
    ):  # fmt: skip
        out(f"{name}：{value}　{'达标' if holds else '未达标'}\n")
    if seconds:
        out(f"比对用时：{report.seconds:.1f}秒\n")


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a promise is missed."""
    numbers = [int(one) for one in arguments if one.isdecimal()]
    persons, seed = (numbers + [20_000, 1][len(numbers) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        report = measure(Path(folder), persons, seed)
    show(report, "--seconds" in arguments)
    return 0 if report.holds else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
