"""Whatever departments send of random households, in whatever order: an account is the plain sum of what happened to that household."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.months import month_end, shift
from warehouse import models, tables
from warehouse.account import make_account
from warehouse.engine import Engine
from warehouse.tables import Table

LAST = "2026-10"
SINCE = dt.date(2025, 11, 1)
SENT_IN = tuple(shift(LAST, -back) for back in range(14, -1, -1))
"""The months in which something is sent: some before the twelve that count, and a new year among them."""
FEEDS = ("medical_expense", "disaster", "temporary_aid", "education_aid", "dibao")
AMOUNT = {"disaster": "disaster_loss_yuan", "temporary_aid": "aid_yuan", "education_aid": "aid_yuan"}
DAY = {"disaster": "struck_on", "temporary_aid": "aided_on", "education_aid": "applied_on"}
MATTER = {"disaster": "disaster_kind", "temporary_aid": "aid_reason", "education_aid": "aid_name"}
STAYS = ("match.sent_stay", "match.known_stay", "match.stay", "match.counted_stay")
READ = (
    tables.FEED_ROW, tables.OUTCOME, tables.PERIOD, tables.PERSON, tables.HOUSEHOLD, tables.ARRIVAL,
)  # fmt: skip
Row = dict[str, object]


@dataclass
class World:
    """What happened, and what was sent of it. sums: household -> label -> yuan, of the twelve months; rows: table -> rows of raw."""

    sums: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    outcomes: list[Row] = field(default_factory=list)
    feed_rows: list[Row] = field(default_factory=list)

    def send(self, month: str, file: int, feed: str, household: str, person: str, told: Row, matter: str = "") -> None:
        """One row of a file. Its words are its own, as where each has a running number."""
        key = f"{feed}-{len(self.feed_rows)}"
        self.feed_rows.append({
            "month": month, "row_key": key, "feed": feed, "file_id": f"{feed}-{month}-{file}", "file_order": file, "department": "某局",
            "file_name": f"{feed}{file}.csv", "sheet": "", "row_number": len(self.feed_rows) + 2, "id18": person, "id_text": person,
            "name_key": person, "matter": matter, "content": f"{household}{person}{sorted(told.items(), key=str)}", "status": "kept",
        })  # fmt: skip
        self.rows[feed].append({"month": month, "row_key": key, "feed": feed} | told)
        self.outcomes.append({
            "month": month, "row_key": key, "feed": feed, "outcome": "not_qualifying", "tier": "exact", "household_id": household,
            "person_key": person,
        })  # fmt: skip


def some_day(rng: Random, month: str) -> dt.date:
    return dt.date(int(month[:4]), int(month[5:]), rng.randint(1, month_end(month).day))


def payments(rng: Random, world: World, households: Sequence[str]) -> None:
    """Payments and losses with a day, each sent once or several times, in the same month and later ones."""
    for _ in range(rng.randint(0, 12)):
        feed, household, month = rng.choice(tuple(AMOUNT)), rng.choice(households), rng.choice(SENT_IN)
        day, yuan, matter = some_day(rng, month), rng.randint(1, 500_000) / 100, rng.choice(("一", "二"))
        person = f"{household}-1"
        told: Row = {AMOUNT[feed]: yuan, DAY[feed]: day, MATTER[feed]: matter}
        if any(row[DAY[feed]] == day and row[MATTER[feed]] == matter for row in world.rows[feed]):
            continue  # two matters of one day that nothing tells apart
        later = [one for one in SENT_IN if one >= month]
        sendings = [(month, 1)] + [(rng.choice(later), rng.randint(2, 3)) for _ in range(rng.randint(0, 2))]
        for sent_month, file in sendings:
            world.send(sent_month, file, feed, household, person, told, matter)
        if day >= SINCE:
            label = {"disaster": "受灾损失", "temporary_aid": "临时救助", "education_aid": "教育资助"}[feed]
            world.sums[household][label] += yuan


def monthly(rng: Random, world: World, households: Sequence[str]) -> None:
    """A roster that says the same amount each month, sometimes in two files, sometimes with a month that did not come."""
    for household in households:
        yuan = rng.randint(100, 900)
        for month in SENT_IN:
            files = rng.choice((0, 1, 1, 2))
            for file in range(files):
                world.send(month, file + 1, "dibao", household, f"{household}-1", {"monthly_yuan": float(yuan)})
            if files and month >= "2025-11":
                world.sums[household]["低保金"] += yuan


def treatment(rng: Random, world: World, households: Sequence[str]) -> None:
    """What each person paid from month to month: told as running totals, or stay by stay; somebody moves to another household meanwhile."""
    for place, household in enumerate(households):
        for member in ("1", "2"):
            person = f"{household}-{member}"
            moves_in = rng.choice((*SENT_IN, None)) if member == "2" else None
            elsewhere = households[(place + 1) % len(households)]
            costs = {month: rng.choice((0, 0, rng.randint(1, 900_000) / 100)) for month in SENT_IN}
            tell = by_totals if rng.random() < 0.5 else by_stays
            tell(
                rng, world, person, {m: elsewhere if moves_in and m >= moves_in else household for m in SENT_IN}, costs
            )


def by_totals(rng: Random, world: World, person: str, home: dict[str, str], costs: dict[str, float]) -> None:
    """Each month the total of the year so far. A year's is the household's in which the person lived when it was told last."""
    for year in ("2025", "2026"):
        months = [month for month in SENT_IN if month.startswith(year)]
        total = 0.0
        for month in months:
            total = round(total + costs[month], 2)
            for file in range(rng.choice((1, 1, 2))):
                until = month_end(month) if rng.random() < 0.5 else None
                world.send(
                    month,
                    file + 1,
                    "medical_expense",
                    home[month],
                    person,
                    {"self_paid_ytd_yuan": total, "counted_until": until},
                )
        within = sum(costs[month] for month in months if month >= "2025-11")
        if within:
            world.sums[home[months[-1]]]["医疗自付"] += within


def by_stays(rng: Random, world: World, person: str, home: dict[str, str], costs: dict[str, float]) -> None:
    """Each stay by its settlement number, now and then again in the next month's file."""
    for month, yuan in costs.items():
        if not yuan:
            continue
        day, number = some_day(rng, month), f"JS{person}{month}".replace("-", "")
        told: Row = {"self_paid_yuan": yuan, "settled_on": day, "settlement_number": number}
        again = shift(month, 1)
        sent_in = [month, again] if again in SENT_IN and rng.random() < 0.3 else [month]
        for sent in sent_in:
            world.send(sent, 1, "medical_expense", home[sent], person, told)
        if day >= SINCE:
            world.sums[home[sent_in[-1]]]["医疗自付"] += yuan


def world_of(seed: int) -> World:
    rng, world = Random(seed), World()
    households = [f"H{number}" for number in range(rng.randint(1, 4))]
    payments(rng, world, households)
    monthly(rng, world, households)
    treatment(rng, world, households)
    return world


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        engine.run("SET threads TO 1")
        engine.run(
            "CREATE TABLE match.suspected AS SELECT row_key, person_key, household_id FROM warning.outcome WHERE FALSE"
        )
        for table in (tables.OUTCOME, tables.ARRIVAL):
            engine.run(f"CREATE TABLE draft.{table.name} AS SELECT * FROM {table.full_name} WHERE FALSE")
        yield engine


def _account_of(engine: Engine, world: World, order: int) -> dict[str, dict[str, float]]:
    """Household -> label -> yuan, as the warehouse has it where the rows lie in some order."""
    shuffled = Random(order)
    feeds = [tables.feed_table(feed) for feed in engine.catalogue.feeds if feed.code in FEEDS]
    for table in (*READ, *feeds):
        engine.run(f"DELETE FROM {table.full_name}")
    engine.run("DELETE FROM draft.outcome")
    period = {"month": LAST, "account_since": "2025-11", "income_line_yuan": 8_400.0}
    _put(engine, tables.PERIOD, [period], shuffled)
    _put(engine, tables.FEED_ROW, world.feed_rows, shuffled)
    _put(engine, tables.OUTCOME, [row for row in world.outcomes if row["month"] != LAST], shuffled)
    _put(
        engine, tables.OUTCOME, [row for row in world.outcomes if row["month"] == LAST], shuffled, into="draft.outcome"
    )
    for table in feeds:
        _put(engine, table, world.rows[table.name], shuffled)
    models.run_models(engine, STAYS)
    make_account(engine)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in engine.rows(
        "SELECT household_id, label, ROUND(SUM(amount_yuan), 2) AS yuan FROM draft.entry GROUP BY ALL"
    ):
        found[row["household_id"]][row["label"]] = row["yuan"]
    return found


def _put(engine: Engine, table: Table, rows: Sequence[Row], rng: Random, into: str | None = None) -> None:
    engine.insert(table, rng.sample(list(rows), len(rows)), into)


def _rounded(sums: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        household: {label: round(yuan, 2) for label, yuan in labels.items()}
        for household, labels in sums.items()
        if labels
    }


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), order=st.integers(0, 2**16))
def test_an_account_is_the_plain_sum_of_what_happened_in_whatever_order_it_came(
    engine: Engine, seed: int, order: int
) -> None:
    world = world_of(seed)
    assert _rounded(_account_of(engine, world, order)) == _rounded(world.sums)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_row_of_another_household_enters_an_account(engine: Engine, seed: int) -> None:
    """Whatever is sent of the others: without their rows a household's account is the same, and each amount is a row of its own."""
    world = world_of(seed)
    whole = _rounded(_account_of(engine, world, seed))
    rows = {(row["month"], row["row_key"]): row["household_id"] for row in world.outcomes}
    entered = engine.rows("SELECT sent_month, row_key, household_id FROM draft.entry")
    assert all(rows[row["sent_month"], row["row_key"]] == row["household_id"] for row in entered)
    people_of: dict[object, set[object]] = defaultdict(set)
    for row in world.outcomes:
        people_of[row["person_key"]].add(row["household_id"])
    moved = {household for homes in people_of.values() if len(homes) > 1 for household in homes}
    for household in whole.keys() - moved:
        assert _rounded(_account_of(engine, _only(world, household), seed)) == {household: whole[household]}


def _only(world: World, household: str) -> World:
    """The rows of one household alone."""
    own = {row["row_key"] for row in world.outcomes if row["household_id"] == household}
    alone = World()
    alone.outcomes = [row for row in world.outcomes if row["row_key"] in own]
    alone.feed_rows = [row for row in world.feed_rows if row["row_key"] in own]
    for feed, rows in world.rows.items():
        alone.rows[feed] = [row for row in rows if row["row_key"] in own]
    return alone
