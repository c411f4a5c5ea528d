"""Loads of the household base: who is one household, who is known again under another number, and who is not forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import polars as pl
import pytest

from sources.cleaning.household import clean_household_sheet
from tests.support import id_number, name
from warehouse.base import replace_base
from warehouse.engine import Engine
from warehouse.loaded import Loaded

if TYPE_CHECKING:
    from sources.reading.rows.rows import SheetRows

FIRST, NEXT = "2026-10-31", "2026-11-30"
Family = list[dict[str, str]]


def member(order: int, household: str, relation: str = "户主", **said: str) -> dict[str, str]:
    """A row of an export. said: what differs from the usual; 号 is the 人编号."""
    return {
        "乡镇（街道）": "田横镇", "行政村": "东村庄", "自然村（组）": "", "户编号": household, "人编号": "", "姓名": name(order),
        "证件号码": id_number(order), "与户主关系": relation,
    } | said  # fmt: skip


COLUMNS = {
    "县": "county", "乡镇（街道）": "township", "行政村": "village", "自然村（组）": "hamlet", "户编号": "household_id", "人编号": "person_id",
    "姓名": "person_name", "证件号码": "person_id_number", "与户主关系": "relation", "联系电话": "phone", "户类型": "household_kind",
    "监测对象类别": "monitoring_kind", "风险是否已消除": "is_risk_removed",
}  # fmt: skip


class Base:
    """A warehouse in memory into which exports are loaded, without the workbooks around them."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder

    def load(self, rows: Family, as_of: str = FIRST, whole: bool = False) -> Loaded:
        """Put an export in force; what the load came to."""
        texts = {name: [row.get(heading) or None for row in rows] for heading, name in COLUMNS.items()}
        raw = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).with_row_index("row", 2)
        numbers = [pl.lit(False).alias(f"{name}__number") for name in ("household_id", "person_id", "person_id_number")]
        sheet = SimpleNamespace(header=SimpleNamespace(places=dict.fromkeys(texts, 0)), rows=raw.with_columns(numbers))
        frame = clean_household_sheet(cast("SheetRows", sheet), "户库.csv", "")
        file = self.folder / "户库.parquet"
        frame.write_parquet(file)
        return self.load_files([file], as_of, whole)

    def load_files(self, files: list[Path], as_of: str = FIRST, whole: bool = False) -> Loaded:
        """Put files of cleaned people in force."""
        with self.engine.transaction():
            return replace_base(
                self.engine, files, dt.date.fromisoformat(as_of), None, is_whole=whole, has_refused=False
            )

    def keys(self) -> dict[int, tuple[str, str]]:
        """order of each person -> the keys of their household and of their own."""
        orders = {id_number(order): order for order in range(300)}
        found = self.engine.rows("SELECT id18, household_id, person_key FROM base.person")
        return {orders[str(row["id18"])]: (str(row["household_id"]), str(row["person_key"])) for row in found}

    def homes(self) -> dict[int, str]:
        """order of each person -> the key of their household."""
        return {order: household for order, (household, _) in self.keys().items()}

    def together(self) -> list[set[int]]:
        """Who lives with whom."""
        found: dict[str, set[int]] = {}
        for order, home in self.homes().items():
            found.setdefault(home, set()).add(order)
        return sorted(found.values(), key=min)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        yield engine


@pytest.fixture
def base(engine: Engine, tmp_path: Path) -> Base:
    clear(engine)
    return Base(engine, tmp_path)


def clear(engine: Engine) -> None:
    """As if nothing had ever been loaded."""
    for table in ("person", "person_past", "household", "known_person", "township_move", "load", "change"):
        engine.run(f"DELETE FROM base.{table}")


# --- 户编号 that are none ------------------------------------------------------------------------------------------------


WORDS = ("无", "/", "0", "—", "待补", "不详", "暂无", "00000", "N/A", "99999999", "-", "无户号")


def test_a_word_for_nothing_makes_nobody_one_household(base: Base) -> None:
    rows = [member(2 * at + of, word) for at, word in enumerate(WORDS) for of in (0, 1)]
    told = base.load(rows)
    assert len(base.together()) == len(rows) and told.counts.without_number == len(rows)
    assert any("24人没有户编号" in matter for matter in told.matters)


@pytest.mark.parametrize("shape", ["village", "group", "township", "county", "noughts", "heads"])
def test_a_number_that_starts_anew_in_each_place_makes_nobody_one_household(base: Base, shape: str) -> None:
    """Two families 1 and 2 in each of two places; and without a place, heads alone who share a number."""
    places = {
        "village": ({}, {"行政村": "西村庄"}), "group": ({"自然村（组）": "一组"}, {"自然村（组）": "二组"}),
        "township": ({}, {"乡镇（街道）": "金口镇"}), "county": ({"县": "即墨区"}, {"县": "莱西市"}), "noughts": ({}, {"行政村": "西村庄"}),
        "heads": ({}, {}),
    }[shape]  # fmt: skip
    one, two = ("000000000000001", "000000000000002") if shape == "noughts" else ("1", "2")
    others = shape != "heads"
    rows = []
    for at, place in enumerate(places):
        for of, number in enumerate((one, two)):
            first = 10 * at + 4 * of
            rows.append(member(first, number, **({"县": ""} | place)))
            if others:
                rows.append(member(first + 1, number, "配偶", **({"县": ""} | place)))
    base.load(rows)
    alone = [{0}, {4}, {10}, {14}]
    assert base.together() == ([{first, first + 1} for (first,) in map(tuple, alone)] if others else alone)


def test_long_numbers_stay_one_household_in_two_villages_and_with_two_heads(base: Base) -> None:
    long = "3702150000000001"
    rows = [
        member(1, long), member(2, long, "配偶"), member(3, long, "之子", 行政村="西村庄"),
        member(4, "3702150000000002"), member(5, "3702150000000002"),
    ]  # fmt: skip
    told = base.load(rows)
    assert base.together() == [{1, 2, 3}, {4, 5}]
    assert any("1个户编号下不止一个户主" in line for line in told.said)


def test_heads_of_several_villages_under_one_long_number_are_apart(base: Base) -> None:
    long = "3702150000000000"
    base.load([member(1, long), member(2, long, "配偶"), member(3, long, 行政村="西村庄")])
    assert base.together() == [{1, 2}, {3}]


def test_heads_alone_under_a_number_that_excel_rounded_are_apart(base: Base) -> None:
    base.load([member(at, "37021500000000000") for at in range(3)])
    assert base.together() == [{0}, {1}, {2}]


def test_people_who_lost_their_number_stay_in_their_household(base: Base) -> None:
    family = [member(1, "3702150000000001"), member(2, "3702150000000001", "配偶"), member(3, "3702150000000003")]
    base.load(family)
    before = base.keys()
    base.load([row | {"户编号": "无"} for row in family], NEXT)
    assert base.keys() == before


# --- the same people under other numbers ----------------------------------------------------------------------------------


def county_of(people: int = 24, with_person_numbers: bool = True) -> Family:
    """Eight households of three in two villages."""
    return [
        member(
            order, f"00702150000{order // 3:05d}", "户主" if order % 3 == 0 else "之子",
            人编号=f"9702150000{order:06d}" if with_person_numbers else "", 行政村="东村庄" if order < 12 else "西村庄",
        )
        for order in range(people)
    ]  # fmt: skip


def renumbered(row: dict[str, str]) -> dict[str, str]:
    return row | {"户编号": f"88{row['户编号']}", "人编号": row["人编号"] and f"77{row['人编号']}"}


CHANGES: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "renumbered": renumbered,
    "noughts lost": lambda row: row | {"户编号": row["户编号"].lstrip("0")},
    "numbers turned round": lambda row: row | {"户编号": f"00702150000{7 - int(row['户编号'][-5:]):05d}"},
    "per village": lambda row: row | {"户编号": str(int(row["户编号"][-5:]) % 4 + 1), "人编号": ""},
    "no numbers": lambda row: row | {"户编号": "", "人编号": ""},
    "township too": lambda row: renumbered(row) | {"乡镇（街道）": "田横街道", "行政村": row["行政村"] + "社区"},
    "names corrected": lambda row: renumbered(row) | {"姓名": row["姓名"] + "子"},
}


@pytest.mark.parametrize(
    ("change", "with_person_numbers"),
    [*((change, True) for change in CHANGES), ("renumbered", False), ("per village", False)],
)
def test_keys_stay_whatever_the_export_numbers(base: Base, change: str, with_person_numbers: bool) -> None:
    rows = county_of(with_person_numbers=with_person_numbers)
    base.load(rows)
    before = base.keys()
    changed = [CHANGES[change](row) for row in rows]
    Random(change).shuffle(changed)
    told = base.load(changed, NEXT)
    assert base.keys() == before
    assert told.counts.renumbered == (0 if change == "no numbers" else 8)
    base.load(rows, NEXT)
    assert base.keys() == before


@pytest.mark.parametrize("was", ["plain", "township"])
def test_a_home_of_an_older_version_keeps_its_keys(base: Base, was: str) -> None:
    """Its base in force has no number beside the key, and nobody is remembered."""
    rows = county_of()
    base.load(rows)
    if was == "township":
        base.engine.run(
            "UPDATE base.person SET household_id = township || '-' || CAST(household_number AS BIGINT) % 1000"
        )
    base.engine.run("UPDATE base.person SET household_number = NULL")
    base.engine.run("DELETE FROM base.known_person")
    before = base.keys()
    changed = [renumbered(row) if was == "plain" else row | {"户编号": str(int(row["户编号"]) % 1000)} for row in rows]
    base.load(changed, NEXT)
    assert base.keys() == before


def test_a_certificate_number_corrected_with_the_household_renumbered_is_the_same_person(base: Base) -> None:
    rows = county_of(with_person_numbers=False)
    base.load(rows)
    before = base.keys()
    changed = [renumbered(row) for row in rows]
    changed[1] = changed[1] | {"证件号码": id_number(200)}
    base.load(changed, NEXT)
    after = base.keys()
    assert after.pop(200) == before[1] and after == {order: key for order, key in before.items() if order != 1}


def test_another_family_under_the_number_of_one_is_another_household(base: Base) -> None:
    rows = county_of()
    base.load(rows)
    before = base.homes()
    strangers = [member(100 + at, "0070215000000000", "户主" if at == 0 else "之子") for at in range(3)]
    for as_of in (NEXT, "2026-12-31"):
        base.load([*rows[3:], *strangers], as_of)
        after = base.homes()
        assert len({after[100], after[101], after[102]}) == 1 and after[100] not in before.values()
        assert {order: after[order] for order in range(3, 24)} == {order: before[order] for order in range(3, 24)}
    base.load(rows, "2027-01-31")
    assert base.homes()[0] == before[0]


DIVIDED = {
    "the father leaves with a new number": ({0: "新"}, {1: "旧", 2: "旧"}, [1, 2]),
    "the children leave with a new number": ({1: "新", 2: "新"}, {0: "旧"}, [0]),
    "both parts are renumbered": ({0: "新"}, {1: "另", 2: "另"}, [0]),
    "a child marries into the next household": ({2: "邻"}, {0: "旧", 1: "旧"}, [0, 1]),
}


@pytest.mark.parametrize("case", DIVIDED)
def test_a_divided_household_goes_on_once(base: Base, case: str) -> None:
    leaves, stays, keeps = DIVIDED[case]
    numbers = {"新": "1111222233334444", "旧": "0070215000000000", "另": "1111222233335555", "邻": "0070215000000001"}
    rows = county_of()
    base.load(rows)
    before = base.keys()
    moved = {order: numbers[word] for order, word in (leaves | stays).items()}
    changed = [row | {"户编号": moved.get(order, row["户编号"])} for order, row in enumerate(rows)]
    base.load(changed, NEXT)
    after = base.keys()
    assert {order for order in range(3) if after[order][0] == before[order][0]} == set(keeps)
    assert {order: person for order, (_, person) in after.items()} == {o: person for o, (_, person) in before.items()}
    assert all(after[order][0] == before[order][0] for order in range(3, 24))


def test_two_households_that_became_one_go_on_as_the_heads(base: Base) -> None:
    rows = county_of()
    base.load(rows)
    before = base.homes()
    changed = [row | {"户编号": "1111222233334444"} if order < 6 else row for order, row in enumerate(rows)]
    changed[3] = changed[3] | {"与户主关系": "配偶"}
    told = base.load(changed, NEXT)
    assert {base.homes()[order] for order in range(6)} == {before[0]} and told.counts.joined == 1


# --- who is not in the export -----------------------------------------------------------------------------------------------


def two_townships() -> Family:
    return [
        member(order, f"37021500000{order:05d}", **{
            "乡镇（街道）": "田横镇" if order < 20 else "金口镇", "行政村": f"{'东西'[order % 20 // 10]}村庄",
        })
        for order in range(40)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("held", "kept", "words"),
    [
        (range(20), 20, "金口镇不在这次的导出中，原有20人"),
        (range(30), 10, "金口镇的导出不全：原有20人，缺10人，其中西村庄全村没有"),
        (range(0, 40, 2), 20, "田横镇的导出不全：原有20人，缺10人；"),
        (range(35), 5, "金口镇的导出不全：原有20人，缺5人；"),
    ],
)
def test_an_export_that_is_not_whole_lets_nobody_leave(base: Base, held: range, kept: int, words: str) -> None:
    rows = two_townships()
    base.load(rows)
    told = base.load([rows[order] for order in held], NEXT)
    assert (len(base.keys()), told.counts.kept, told.counts.left) == (40, kept, 0)
    assert any(words in matter and "截至2026-10-31" in matter and "--whole" in matter for matter in told.matters)
    told = base.load([rows[order] for order in held], NEXT, whole=True)
    assert (len(base.keys()), told.counts.kept, told.counts.left) == (len(held), 0, kept)
    assert not told.matters


def test_few_people_leave_with_a_whole_export_and_it_is_said(base: Base) -> None:
    rows = two_townships()
    base.load(rows)
    told = base.load([row for order, row in enumerate(rows) if order not in (3, 27)], NEXT)
    assert (len(base.keys()), told.counts.left, told.matters) == (38, 2, [])
    assert "不在新的导出中、已离开户库的：田横镇1人、金口镇1人。" in told.said


def test_an_export_of_heads_alone_lets_no_member_leave(base: Base) -> None:
    rows = county_of()
    base.load(rows)
    told = base.load(rows[::3], NEXT)
    assert len(base.keys()) == 24 and told.matters


def test_one_part_after_the_other_is_the_whole(base: Base) -> None:
    rows = two_townships()
    base.load(rows[:20])
    base.load(rows[20:], NEXT)
    assert len(base.homes()) == 40
    days = base.engine.rows("SELECT DISTINCT township, as_of FROM base.person ORDER BY as_of")
    assert [row["as_of"] for row in days] == [dt.date(2026, 10, 31), dt.date(2026, 11, 30)]


def test_who_left_and_comes_back_is_known_by_the_same_key(base: Base) -> None:
    rows = county_of()
    base.load(rows)
    before = base.keys()
    base.load(rows[3:], NEXT, whole=True)
    base.load([renumbered(row) for row in rows], "2026-12-31")
    assert base.keys() == before


def test_a_renamed_township_forgets_nobody_and_is_said(base: Base) -> None:
    rows = two_townships()
    base.load(rows)
    street = [row | {"乡镇（街道）": row["乡镇（街道）"].replace("田横镇", "田横街道")} for row in rows]
    told = base.load(street, NEXT)
    assert len(base.keys()) == 40 and not told.matters
    assert any("田横镇→田横街道20户" in line for line in told.said)


def test_a_township_written_in_several_ways_is_one(base: Base) -> None:
    """With its county before it, without 镇 or 街道; but 北安 is neither where there are 北安镇 and 北安街道."""
    written = ("田横镇", "即墨区田横镇", "山东省青岛市即墨区田横镇", "田横", "北安镇", "北安街道", "北安")
    base.load(
        [member(at, f"37021500000{at:05d}", **{"县": "即墨区", "乡镇（街道）": one}) for at, one in enumerate(written)]
    )
    found = base.engine.rows("SELECT township, COUNT(*) AS people FROM base.person GROUP BY township ORDER BY ALL")
    assert [tuple(row.values()) for row in found] == [("北安", 1), ("北安街道", 1), ("北安镇", 1), ("田横镇", 4)]


# --- anything may happen --------------------------------------------------------------------------------------------------


def lived_through(base: Base, seed: int, order_of_rows: int) -> list[dict[int, tuple[str, str]]]:
    """Six exports on end, each numbered in a way of its own; in some a family is divided or two become one. The keys after each."""
    rng, order, found = Random(seed), Random(order_of_rows), []
    rows = county_of(with_person_numbers=rng.random() < 0.5)
    for month in range(1, 7):
        change = CHANGES[
            rng.choice(["renumbered", "noughts lost", "numbers turned round", "per village", "township too"])
        ]
        now = [change(row) for row in rows]
        for _ in range(rng.randrange(3)):  # somebody goes to live with somebody else
            guest, host = rng.sample(range(len(now)), 2)
            now[guest] = now[guest] | {
                "户编号": now[host]["户编号"],
                "行政村": now[host]["行政村"],
                "与户主关系": "其他",
            }
        order.shuffle(now)
        base.load(now, f"2026-{month:02d}-28")
        found.append(base.keys())
    return found


@pytest.mark.parametrize(
    "seed", [1, 6, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3, 4, 5, *range(7, 12)))]
)
def test_a_person_keeps_the_key_and_no_order_of_rows_decides(
    base: Base, engine: Engine, tmp_path: Path, seed: int
) -> None:
    found = lived_through(base, seed, 1)
    persons = [{order: person for order, (_, person) in keys.items()} for keys in found]
    assert all(one == persons[0] for one in persons)
    assert all(len(set(one.values())) == 24 for one in persons)
    clear(engine)
    assert lived_through(Base(engine, tmp_path), seed, 2) == found
