"""The base in time: versions are kept once, any load can be seen again row by row, and a month sees it as known then or as known now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from sources.months import month_end
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.match import match, warn
from tasks.run import begin, commit, finish
from tests.base.test_base_changes import after, before, exported, person
from tests.base.test_base_load import FIRST, NEXT, Base, clear
from tests.support import SmallCounty, as_of_before, county_at, id_number, name
from warehouse import tables
from warehouse.engine import Engine
from warehouse.load_rows import CONTENT
from warehouse.seen import see_base

KNOWN = ", ".join(("person_key", *CONTENT, "since_load", "valid_from"))
PEOPLE = f"SELECT {KNOWN} FROM {{}} ORDER BY ALL"
HOUSEHOLDS = "SELECT * FROM {} ORDER BY ALL"
Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        yield engine


@pytest.fixture
def base(engine: Engine, tmp_path: Path) -> Base:
    clear(engine)
    engine.run("DELETE FROM ops.run")
    return Base(engine, tmp_path)


def people(base: Base, table: str = "base.person") -> Rows:
    return base.engine.rows(PEOPLE.format(table))


def counted(base: Base, table: str) -> int:
    return int(base.engine.value(f"SELECT COUNT(*) FROM {table}"))


# --- what is kept ---------------------------------------------------------------------------------------------------------


def test_the_same_exports_again_change_nothing_but_the_day(base: Base) -> None:
    base.load(exported(before()), whole=True)
    held, changes = people(base), counted(base, "base.change")
    told = base.load(exported(before()), NEXT, whole=True)
    assert people(base) == held and counted(base, "base.person_past") == 0 and counted(base, "base.change") == changes
    assert told.counts.rows == told.counts.unchanged == len(held)
    assert any("完全一样" in line for line in told.said)
    assert {str(row["as_of"]) for row in base.engine.rows("SELECT as_of FROM base.person")} == {NEXT}
    loads = base.engine.rows("SELECT load, as_of, people, people_unchanged FROM base.load ORDER BY load")
    assert [(row["load"], str(row["as_of"]), row["people"]) for row in loads] == [
        (1, FIRST, len(held)), (2, NEXT, len(held)),
    ]  # fmt: skip


def test_what_the_same_exports_lack_is_told_again(base: Base) -> None:
    base.load(exported(before()))
    part = exported({order: row for order, row in before().items() if order < 13})
    told = [base.load(part, NEXT).matters, base.load(part, "2026-12-31").matters]
    assert told[0] and told[1] == told[0]
    days = base.engine.rows("SELECT as_of, COUNT(*) AS people FROM base.person GROUP BY as_of ORDER BY as_of")
    assert [(str(row["as_of"]), row["people"]) for row in days] == [(FIRST, 18), ("2026-12-31", 13)]


def test_another_order_of_rows_and_files_changes_nothing_and_is_found_where_it_stands_now(base: Base) -> None:
    rows = exported(before())
    base.load(rows, whole=True)
    held = people(base)
    told = base.load(rows[::-1], NEXT, whole=True)
    assert people(base) == held and told.counts.unchanged == len(held) and counted(base, "base.person_past") == 0
    first = base.engine.value("SELECT row_number FROM base.person WHERE id18 = ?", [id_number(0)])
    assert first == len(rows) + 1


def test_the_order_of_files_decides_nothing(base: Base) -> None:
    base.load(exported(after()))
    whole = pl.read_parquet(base.folder / "户库.parquet")
    halves = [base.folder / "1.parquet", base.folder / "2.parquet"]
    bare = [column for column in whole.columns if whole[column].null_count() < len(whole)]
    whole[:14].select(bare).write_parquet(halves[0])  # what a file has not, is blank
    whole[14:].write_parquet(halves[1])
    found = []
    for files in (halves, halves[::-1]):
        clear(base.engine)
        base.load_files(files)
        found.append((people(base), base.engine.rows(HOUSEHOLDS.format("base.household"))))
    assert found[0] == found[1] and len(found[0][0]) == len(whole)


def test_twelve_loads_keep_only_what_changed(base: Base) -> None:
    rows = {order: person(order) for order in range(24)}
    states = []
    for month in range(1, 13):
        if month > 1:
            rows[month] = rows[month] | {"联系电话": f"1390000{month:04d}"}
        base.load(exported(rows), f"2026-{month:02d}-28")
        states.append(people(base))
    assert counted(base, "base.person") == 24 and counted(base, "base.person_past") == 11
    for load, state in list(enumerate(states, start=1))[::5]:
        assert seen_at(base, load) == state


def seen_at(base: Base, load: int) -> Rows:
    """People as a month sees them whose lists went out with that load."""
    engine = base.engine
    engine.run("DELETE FROM ops.run")
    engine.insert(tables.RUN, [{"run_id": "first", "month": "2026-07", "is_listed": True, "base_load": load}])
    with engine.transaction():
        set_month(engine, "2026-07")
        see_base(engine, "2026-07", as_known_then=True)
    return people(base, "seen.person")


def set_month(engine: Engine, month: str) -> None:
    engine.run("DELETE FROM ops.period")
    engine.insert(tables.PERIOD, [{"month": month, "today_of_month": month_end(month)}])


# --- then and now ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def twice(base: Base) -> tuple[Rows, Rows, Rows]:
    """The county before and after every kind of change; people and households of before, people of after."""
    base.load(exported(before()), FIRST, whole=True)
    first, homes = people(base), base.engine.rows(HOUSEHOLDS.format("base.household"))
    base.load(exported(after()), NEXT, whole=True)
    return first, homes, people(base)


def test_as_known_then_is_the_base_of_then_row_by_row(base: Base, twice: tuple[Rows, Rows, Rows]) -> None:
    first, homes, _ = twice
    assert seen_at(base, 1) == first == people(base, "seen.held_person")
    for view in ("seen.household", "seen.held_household"):
        assert base.engine.rows(HOUSEHOLDS.format(view)) == homes
    assert {str(row["as_of"]) for row in base.engine.rows("SELECT as_of FROM seen.person")} == {FIRST}


def test_as_known_now_is_the_base_in_force_and_who_has_left_since(base: Base, twice: tuple[Rows, Rows, Rows]) -> None:
    """What differs from then is what was loaded between: to the row."""
    then, homes, held = seen_at(base, 1), twice[1], twice[2]
    month = FIRST[:7]
    with base.engine.transaction():
        set_month(base.engine, month)
        see_base(base.engine, month)
    now = people(base, "seen.person")
    left = [row for row in then if row["id18"] in {id_number(order) for order in (4, 6, 7)}]
    newborn = [row for row in held if str(row["id_born_on"]) > FIRST]
    assert sorted(map(repr, now)) == sorted(map(repr, [row for row in held if row not in newborn] + left))
    assert people(base, "seen.held_person") == held
    loaded = base.engine.rows(
        "SELECT person_key FROM base.person WHERE since_load = 2 UNION SELECT person_key FROM base.person_past WHERE until_load = 2"
    )
    differ = {row["person_key"] for row in [*then, *now] if row not in then or row not in now}
    assert differ == {row["person_key"] for row in loaded} - {row["person_key"] for row in [*left, *newborn]}
    whole = base.engine.rows(
        "SELECT household_id, head_name, has_head FROM seen.household WHERE household_id NOT IN (SELECT household_id FROM base.household)"
    )
    assert [(row["head_name"], row["has_head"]) for row in whole] == [(name(7), True)]
    assert {row["household_id"] for row in whole} < {row["household_id"] for row in homes}


def test_a_month_that_ended_before_they_left_sees_them_and_a_later_one_does_not(
    base: Base, twice: tuple[Rows, Rows, Rows]
) -> None:
    seen = {}
    for month in ("2026-10", "2026-11"):
        with base.engine.transaction():
            set_month(base.engine, month)
            see_base(base.engine, month)
        seen[month] = counted(base, "seen.person")
    assert seen == {"2026-10": len(twice[2]) + 3 - 1, "2026-11": len(twice[2])}


def test_a_number_of_before_is_known_while_nobody_else_has_it(base: Base, twice: tuple[Rows, Rows, Rows]) -> None:
    earlier = "SELECT id18, name_key FROM seen.earlier_number"
    with base.engine.transaction():
        set_month(base.engine, "2026-11")
        see_base(base.engine, "2026-11")
    assert base.engine.rows(earlier) == [{"id18": id_number(27), "name_key": name(27)}]
    seen_at(base, 1)
    assert base.engine.rows(earlier) == []
    rows = after()
    rows[63] = person(63, 证件号码=id_number(27))
    base.load(exported(rows), "2026-12-31", whole=True)
    with base.engine.transaction():
        set_month(base.engine, "2026-12")
        see_base(base.engine, "2026-12")
    assert base.engine.rows(earlier) == []


def test_a_load_ends_what_a_run_saw(base: Base, twice: tuple[Rows, Rows, Rows]) -> None:
    seen_at(base, 1)
    rows = after()
    del rows[0]
    base.load(exported(rows), "2026-12-31", whole=True)
    assert people(base, "seen.person") == people(base) and counted(base, "seen.load") == 0


# --- homes of before ----------------------------------------------------------------------------------------------------


def test_a_home_of_before_has_had_one_load(tmp_path: Path) -> None:
    path = tmp_path / "fangpin.duckdb"
    with Engine(path) as engine:
        Base(engine, tmp_path).load(exported(before()))
        engine.insert(tables.RUN, [{"run_id": "2026-10-1", "month": "2026-10", "is_listed": True}])
        for column in ("since_load", "valid_from"):
            engine.run(f"ALTER TABLE base.person DROP COLUMN {column}")
        for column in ("base_load", "finished_at"):
            engine.run(f"ALTER TABLE ops.run DROP COLUMN {column}")
        for table in ("base.load", "base.person_past", "base.change"):
            engine.run(f"DROP TABLE {table}")
        engine.run("DROP SCHEMA seen CASCADE")
        as_of_before(engine)
    with Engine(path) as engine:
        base = Base(engine, tmp_path)
        then = people(base)
        assert {(row["since_load"], str(row["valid_from"])) for row in then} == {(1, FIRST)}
        loads = engine.rows("SELECT load, people, households, loaded_at FROM base.load")
        assert loads == [{"load": 1, "people": 31, "households": counted(base, "base.household"), "loaded_at": None}]
        base.load(exported(after()), NEXT, whole=True)
        with engine.transaction():
            set_month(engine, "2026-10")
            see_base(engine, "2026-10", as_known_then=True)
        assert people(base, "seen.person") == then


# --- a month, then and now --------------------------------------------------------------------------------------------------


MONTH = "2026-07"
WARNED = "SELECT * FROM warning.warning WHERE month = ? ORDER BY number"
AID = "临时救助对象名单.csv"


def run(county: SmallCounty, run_id: str, as_known_then: bool = False) -> None:
    """The month, its lists out."""
    opened = county_at(county.root)
    begin.fn(opened, MONTH)
    with Engine(county.home.warehouse) as engine, engine.transaction():
        see_base(engine, MONTH, as_known_then)
    collect.fn(opened, MONTH)
    clean_month.fn(opened, MONTH)
    match.fn(opened)
    warn.fn(opened)
    commit.fn(opened, MONTH, run_id)
    finish.fn(opened, run_id)


@pytest.fixture(scope="module")
def july(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """July's warnings: as first listed, as known now, and as known then. Since then 0 has left, 1 has another number, 2 has come in,
    3 has moved."""
    county = SmallCounty(tmp_path_factory.mktemp("july") / "county")
    for order in (0, 1, 3, 4):
        county.person(order)
    county.load_base("2026-07-31")
    rows = [
        {
            "姓名": name(order),
            "身份证号": id_number(order),
            "救助原因": "火灾",
            "救助金额": "800",
            "救助时间": "2026-07-09",
        }
        for order in range(4)
    ]
    county.send(MONTH, "民政局", AID, rows)
    found = {}
    run(county, "first")
    found["first"] = county.ask(WARNED, MONTH)
    del county.persons[0]
    county.person(1, 证件号码=id_number(71))
    county.person(2)
    county.person(3, **{"乡镇（街道）": "金口镇"})
    county.load_base("2026-10-31")
    with Engine(county.home.warehouse) as engine:
        assert engine.value("SELECT COUNT(*) FROM base.person") == 4  # who has left is not in it
    run(county, "now")
    found["now"] = county.ask(WARNED, MONTH)
    found["withdrawn"] = county.ask("SELECT number FROM handling.register WHERE is_withdrawn")
    run(county, "then", as_known_then=True)
    found["then"] = county.ask(WARNED, MONTH)
    found["runs"] = county.ask("SELECT run_id, base_load, base_as_of, finished_at FROM ops.run ORDER BY finished_at")
    return found


def test_as_known_then_warns_of_whom_it_warned_of(july: dict[str, Rows]) -> None:
    told = [{column: row[column] for column in row if column != "feedback_on"} for row in july["then"]]
    assert told == [{column: row[column] for column in row if column != "feedback_on"} for row in july["first"]]
    assert len(told) == 3


def test_as_known_now_withdraws_nothing_and_finds_who_came_in_since(july: dict[str, Rows]) -> None:
    numbers = {row["number"] for row in july["first"]}
    fresh = [row for row in july["now"] if row["number"] not in numbers]
    assert [row["subject_name"] for row in fresh] == [name(2)]
    assert july["withdrawn"] == [] and numbers < {row["number"] for row in july["now"]}
    townships = {row["subject_name"]: row["township"] for row in july["now"]}
    assert townships[name(0)] == "田横镇" and townships[name(3)] == "金口镇"


def test_a_run_keeps_which_load_it_saw(july: dict[str, Rows]) -> None:
    runs = [(row["run_id"], row["base_load"], str(row["base_as_of"])) for row in july["runs"]]
    assert runs == [("first", 1, "2026-07-31"), ("now", 2, "2026-10-31"), ("then", 1, "2026-07-31")]
    assert all(row["finished_at"] is not None for row in july["runs"])
