"""A county of a million people, in the files in which they would come: its townships are made in parts of their own, each in a child
process that writes their exports; departments' files hold the rows of all parts, and full rosters of 残联 and 民政局 lie beside them.
"""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from sources.synthetic.county import Rows, further_layout, people_of, rows_of_months
from sources.synthetic.faults.plant import plant
from sources.synthetic.feeds.events import PER_THOUSAND
from sources.synthetic.feeds.inbox import FeedFiles
from sources.synthetic.feeds.layouts import LAYOUTS
from sources.synthetic.long_workbook import write_long_xlsx
from sources.synthetic.months import Month
from sources.synthetic.people import names
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Household, Part, Person, Population
from sources.synthetic.people.records import keep_records
from sources.synthetic.people.register import populate
from sources.synthetic.workbooks import Cell, SyntheticSheet

PEOPLE_A_PART, FEWEST_PARTS = 80_000, 2
PEOPLE_A_VILLAGE, VILLAGES_AT_LEAST = 1_200, 3
DIRTY_SHARE = 0.15
NEWER = 50
"""The month's rosters have one row in so many that the month before has not."""
PROCESSES = 2
PLACE = ("序号", "姓名", "身份证号码", "镇街", "村")
ROSTERS = {
    "disability": ("残联", "持证残疾人花名册", ("残疾类别", "残疾等级")),
    "dibao": ("民政局", "农村低保花名册", ("城乡类别", "保障人数", "月保障金额")),
}  # fmt: skip
"""Feed -> department, what the roster is called, what it says beside who and where."""
DISABILITY_KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
DISABILITY_GRADES = ("一级", "二级", "三级", "四级")
Cells = dict[str, Cell]
Feeds = dict[str, list[Cells]]


@dataclass(frozen=True)
class LargeCounty:
    """What was written. months: the month before and the month; rows: of their feeds, rosters among them."""

    persons: int
    villages: int
    base_files: int
    months: tuple[str, str]
    rows: tuple[int, int]


@dataclass(frozen=True)
class _Plan:
    """What a child process is told."""

    home: Path
    seed: int
    month: str
    persons: int
    part: Part


@dataclass(frozen=True)
class _Made:
    """What it hands back: of each month the feeds' rows, and those of further lists; the rosters' rows; everybody's ID number, and that of
    whoever a row of the month is about."""

    feeds: tuple[Feeds, Feeds]
    further: tuple[Feeds, Feeds]
    rosters: dict[str, list[list[Cell]]]
    base_numbers: list[str]
    feed_numbers: list[str]


def write_large_county(home: Path, *, persons: int, seed: int, month: str) -> LargeCounty:
    """Write `inbox/` of such a county below `home`, and in `truth/` the numbers of its people and of the people in the month's feeds; the
    same arguments give the same bytes."""
    parts = parts_of(persons)
    plans = [_Plan(home, seed, month, people, part) for people, part in parts]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn, max_tasks_per_child=1) as pool:
        made = list(pool.map(_make, plans))
    this_month = Month.parse(month)
    rng = Random(f"files {seed}")
    rows = [
        _write_month(FeedFiles(home, one, rng), turn, made) for turn, one in enumerate((this_month.before, this_month))
    ]
    for name in ("base_numbers", "feed_numbers"):
        numbers = pl.DataFrame({"number": [number for one in made for number in getattr(one, name)]})
        (home / "truth").mkdir(exist_ok=True)
        numbers.write_parquet(home / "truth" / f"{name}.parquet")
    villages = sum(part.villages * len(part.townships) for _, part in parts)
    months = (str(this_month.before), str(this_month))
    return LargeCounty(persons, villages, len(list((home / "inbox" / "base").iterdir())), months, (rows[0], rows[1]))


def parts_of(persons: int) -> list[tuple[int, Part]]:
    """The parts of a county of so many people, with their people; each township is whole in one of them."""
    townships = len(names.TOWNSHIPS)
    of = min(townships, max(FEWEST_PARTS, -(-persons // PEOPLE_A_PART)))
    villages = max(VILLAGES_AT_LEAST, -(-persons // (townships * PEOPLE_A_VILLAGE)))
    bounds = [round(townships * place / of) for place in range(of + 1)]
    return [
        (
            persons * last // townships - persons * first // townships,
            Part(names.TOWNSHIPS[first:last], place, of, villages),
        )
        for place, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False))
    ]


def _make(plan: _Plan) -> _Made:
    month, called = Month.parse(plan.month), f"{plan.part.place} of {plan.seed}"
    rng = Random(f"part {called}")
    as_of = month.before.last_day
    population = populate(rng, plan.persons, as_of, plan.part)
    keep_records(population, Random(f"records {called}"))
    rows = rows_of_months(population, month, rng, DIRTY_SHARE)
    planted = plant(population, people_of(rows), month, Random(f"faults {called}"))
    write_base(plan.home, population, as_of)
    rosters = {feed: [_roster_row(feed, *one) for one in _on_roster(feed, population)] for feed in ROSTERS}
    sent = [row for feeds in (rows[1], planted.sent[1]) for feed in feeds.values() for row in feed]
    listed = [str(line[1]) for lines in rosters.values() for line in lines]
    return _Made(
        (_cells(rows[0]), _cells(rows[1])),
        (_cells(planted.sent[0]), _cells(planted.sent[1])),
        rosters,
        [person.id_number for _, person in population.people()],
        [row.event.subject.person.id_number for row in sent] + listed,
    )


def _cells(rows: Rows) -> Feeds:
    return {feed: [row.cells for row in lines] for feed, lines in rows.items()}


def _on_roster(feed: str, population: Population) -> Iterator[tuple[Household, Person]]:
    """Whom the base knows to be supported, or disabled, and a few of whom it does not know it."""
    rng = Random(f"{feed} {population.maker.part.place}")
    for household, person in population.people():
        known = household.is_dibao if feed == "dibao" else bool(person.disability)
        if known or rng.random() < 1 / (NEWER * NEWER):
            yield household, person


def _roster_row(feed: str, household: Household, person: Person) -> list[Cell]:
    who: list[Cell] = [person.name, person.id_number, household.township, household.village]
    if feed == "dibao":
        return [*who, "农村", len(household.members), 400.0]
    kind, grade = (int(sign) - 1 for sign in person.disability or "43")
    return [*who, DISABILITY_KINDS[kind], DISABILITY_GRADES[grade]]


def _write_month(files: FeedFiles, turn: int, made: list[_Made]) -> int:
    """All that departments send in a month; how many rows."""
    feeds, further = _together([one.feeds[turn] for one in made]), _together([one.further[turn] for one in made])
    for feed in PER_THOUSAND:
        files.write_cells(feed, LAYOUTS[feed][turn], feeds[feed])
    for feed, rows in further.items():
        files.write_cells(feed, further_layout(feed, rows), rows)
    rosters = {feed: [row for one in made for row in one.rosters[feed]] for feed in ROSTERS}
    for feed, lines in rosters.items():
        if turn == 0:
            rosters[feed] = lines = [line for order, line in enumerate(lines) if order % NEWER]
        _write_roster(files.folder, feed, lines)
    files.date_files()
    return sum(len(rows) for found in (feeds, further, rosters) for rows in found.values())


def _together(parts: list[Feeds]) -> Feeds:
    rows: Feeds = defaultdict(list)
    for part in parts:
        for feed, lines in part.items():
            rows[feed] += lines
    return rows


def _write_roster(folder: Path, feed: str, lines: list[list[Cell]]) -> None:
    department, called, beside = ROSTERS[feed]
    header: list[Cell] = [*PLACE, *beside]
    body: list[list[Cell]] = [[order, *line] for order, line in enumerate(lines, start=1)]
    write_long_xlsx(folder / department / f"{called}.xlsx", SyntheticSheet("Sheet1", [header, *body], len(header)))
