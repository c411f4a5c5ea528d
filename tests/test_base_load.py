"""Loads of the household base: who is one household, who is known again under another number, and who is not forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tasks.base import load_base
from tests.support import SmallCounty, id_number, name, write_csv

FIRST, NEXT = "2026-10-31", "2026-11-30"
Family = list[dict[str, str]]


def member(order: int, household: str, relation: str = "户主", **said: str) -> dict[str, str]:
    """A row of an export. said: what differs from the usual; 号 is the 人编号."""
    return {
        "乡镇（街道）": "田横镇", "行政村": "东村庄", "自然村（组）": "", "户编号": household, "人编号": "", "姓名": name(order),
        "证件号码": id_number(order), "与户主关系": relation,
    } | said  # fmt: skip


def loaded(root: Path, rows: Family, as_of: str = FIRST, whole: bool = False) -> dict[str, object]:
    write_csv(root / "inbox" / "base" / "户库.csv", rows)
    return load_base.fn(str(root), [str(root / "inbox" / "base")], as_of, (), "", whole)


def homes(root: Path) -> dict[int, str]:
    """order of each person -> the key of their household."""
    orders = {id_number(order): order for order in range(300)}
    found = SmallCounty(root).ask("SELECT id18, household_id FROM base.person")
    return {orders[str(row["id18"])]: str(row["household_id"]) for row in found}


def keys(root: Path) -> dict[int, tuple[str, str]]:
    orders = {id_number(order): order for order in range(300)}
    found = SmallCounty(root).ask("SELECT id18, household_id, person_key FROM base.person")
    return {orders[str(row["id18"])]: (str(row["household_id"]), str(row["person_key"])) for row in found}


def together(root: Path) -> list[set[int]]:
    """Who lives with whom."""
    found: dict[str, set[int]] = {}
    for order, home in homes(root).items():
        found.setdefault(home, set()).add(order)
    return sorted(found.values(), key=min)


# --- 户编号 that are none ------------------------------------------------------------------------------------------------


WORDS = ("无", "/", "0", "—", "待补", "不详", "暂无", "00000", "N/A", "99999999", "-", "无户号")


def test_a_word_for_nothing_makes_nobody_one_household(tmp_path: Path) -> None:
    rows = [member(2 * at + of, word) for at, word in enumerate(WORDS) for of in (0, 1)]
    told = loaded(tmp_path, rows)
    assert told["households"] == len(rows) and told["without_number"] == len(rows)
    assert any("24人没有户编号" in matter for matter in told["attention"])  # type: ignore[union-attr]


@pytest.mark.parametrize("shape", ["village", "group", "township", "county", "noughts", "heads"])
def test_a_number_that_starts_anew_in_each_place_makes_nobody_one_household(tmp_path: Path, shape: str) -> None:
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
    loaded(tmp_path, rows)
    alone = [{0}, {4}, {10}, {14}]
    assert together(tmp_path) == ([{first, first + 1} for (first,) in map(tuple, alone)] if others else alone)


def test_long_numbers_stay_one_household_in_two_villages_and_with_two_heads(tmp_path: Path) -> None:
    long = "3702150000000001"
    rows = [
        member(1, long), member(2, long, "配偶"), member(3, long, "之子", 行政村="西村庄"),
        member(4, "3702150000000002"), member(5, "3702150000000002"),
    ]  # fmt: skip
    told = loaded(tmp_path, rows)
    assert together(tmp_path) == [{1, 2, 3}, {4, 5}]
    assert any("1个户编号下不止一个户主" in line for line in told["said"])  # type: ignore[union-attr]


def test_heads_of_several_villages_under_one_long_number_are_apart(tmp_path: Path) -> None:
    long = "3702150000000000"
    loaded(tmp_path, [member(1, long), member(2, long, "配偶"), member(3, long, 行政村="西村庄")])
    assert together(tmp_path) == [{1, 2}, {3}]


def test_people_who_lost_their_number_stay_in_their_household(tmp_path: Path) -> None:
    family = [member(1, "3702150000000001"), member(2, "3702150000000001", "配偶"), member(3, "3702150000000003")]
    loaded(tmp_path, family)
    before = keys(tmp_path)
    loaded(tmp_path, [row | {"户编号": "无"} for row in family], NEXT)
    assert keys(tmp_path) == before


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


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("with_person_numbers", [True, False])
def test_keys_stay_whatever_the_export_numbers(tmp_path: Path, change: str, with_person_numbers: bool) -> None:
    rows = county_of(with_person_numbers=with_person_numbers)
    loaded(tmp_path, rows)
    before = keys(tmp_path)
    changed = [CHANGES[change](row) for row in rows]
    Random(change).shuffle(changed)
    told = loaded(tmp_path, changed, NEXT)
    assert keys(tmp_path) == before
    assert told["renumbered"] == (0 if change == "no numbers" else 8)
    loaded(tmp_path, rows, NEXT)
    assert keys(tmp_path) == before


def test_a_certificate_number_corrected_with_the_household_renumbered_is_the_same_person(tmp_path: Path) -> None:
    rows = county_of(with_person_numbers=False)
    loaded(tmp_path, rows)
    before = keys(tmp_path)
    changed = [renumbered(row) for row in rows]
    changed[1] = changed[1] | {"证件号码": id_number(200)}
    loaded(tmp_path, changed, NEXT)
    after = keys(tmp_path)
    assert after.pop(200) == before[1] and after == {order: key for order, key in before.items() if order != 1}


def test_another_family_under_the_number_of_one_is_another_household(tmp_path: Path) -> None:
    rows = county_of()
    loaded(tmp_path, rows)
    before = homes(tmp_path)
    strangers = [member(100 + at, "0070215000000000", "户主" if at == 0 else "之子") for at in range(3)]
    for as_of in (NEXT, "2026-12-31"):
        loaded(tmp_path, [*rows[3:], *strangers], as_of)
        after = homes(tmp_path)
        assert len({after[100], after[101], after[102]}) == 1 and after[100] not in before.values()
        assert {order: after[order] for order in range(3, 24)} == {order: before[order] for order in range(3, 24)}
    loaded(tmp_path, rows, "2027-01-31")
    assert homes(tmp_path)[0] == before[0]


DIVIDED = {
    "the father leaves with a new number": ({0: "新"}, {1: "旧", 2: "旧"}, [1, 2]),
    "the children leave with a new number": ({1: "新", 2: "新"}, {0: "旧"}, [0]),
    "both parts are renumbered": ({0: "新"}, {1: "另", 2: "另"}, [0]),
    "a child marries into the next household": ({2: "邻"}, {0: "旧", 1: "旧"}, [0, 1]),
}


@pytest.mark.parametrize("case", DIVIDED)
def test_a_divided_household_goes_on_once(tmp_path: Path, case: str) -> None:
    leaves, stays, keeps = DIVIDED[case]
    numbers = {"新": "1111222233334444", "旧": "0070215000000000", "另": "1111222233335555", "邻": "0070215000000001"}
    rows = county_of()
    loaded(tmp_path, rows)
    before = keys(tmp_path)
    moved = {order: numbers[word] for order, word in (leaves | stays).items()}
    changed = [row | {"户编号": moved.get(order, row["户编号"])} for order, row in enumerate(rows)]
    loaded(tmp_path, changed, NEXT)
    after = keys(tmp_path)
    assert {order for order in range(3) if after[order][0] == before[order][0]} == set(keeps)
    assert {order: person for order, (_, person) in after.items()} == {o: person for o, (_, person) in before.items()}
    assert all(after[order][0] == before[order][0] for order in range(3, 24))


def test_two_households_that_became_one_go_on_as_the_heads(tmp_path: Path) -> None:
    rows = county_of()
    loaded(tmp_path, rows)
    before = homes(tmp_path)
    changed = [row | {"户编号": "1111222233334444"} if order < 6 else row for order, row in enumerate(rows)]
    changed[3] = changed[3] | {"与户主关系": "配偶"}
    told = loaded(tmp_path, changed, NEXT)
    assert {homes(tmp_path)[order] for order in range(6)} == {before[0]} and told["joined"] == 1


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
def test_an_export_that_is_not_whole_lets_nobody_leave(tmp_path: Path, held: range, kept: int, words: str) -> None:
    rows = two_townships()
    loaded(tmp_path, rows)
    told = loaded(tmp_path, [rows[order] for order in held], NEXT)
    assert (told["persons"], told["kept"], told["left"]) == (40, kept, 0)
    assert any(words in matter and "截至2026-10-31" in matter and "--whole" in matter for matter in told["attention"])  # type: ignore[union-attr]
    told = loaded(tmp_path, [rows[order] for order in held], NEXT, whole=True)
    assert (told["persons"], told["kept"], told["left"]) == (len(held), 0, kept)
    assert not told["attention"]


def test_few_people_leave_with_a_whole_export_and_it_is_said(tmp_path: Path) -> None:
    rows = two_townships()
    loaded(tmp_path, rows)
    told = loaded(tmp_path, [row for order, row in enumerate(rows) if order not in (3, 27)], NEXT)
    assert (told["persons"], told["left"], told["attention"]) == (38, 2, [])
    assert "不在新的导出中、已离开户库的：田横镇1人、金口镇1人。" in told["said"]  # type: ignore[operator]


def test_an_export_of_heads_alone_lets_no_member_leave(tmp_path: Path) -> None:
    rows = county_of()
    loaded(tmp_path, rows)
    told = loaded(tmp_path, rows[::3], NEXT)
    assert told["persons"] == 24 and told["attention"]


def test_one_part_after_the_other_is_the_whole(tmp_path: Path) -> None:
    rows = two_townships()
    loaded(tmp_path, rows[:20])
    loaded(tmp_path, rows[20:], NEXT)
    assert len(homes(tmp_path)) == 40
    days = SmallCounty(tmp_path).ask("SELECT DISTINCT township, as_of FROM base.person ORDER BY as_of")
    assert [row["as_of"] for row in days] == [dt.date(2026, 10, 31), dt.date(2026, 11, 30)]


def test_who_left_and_comes_back_is_known_by_the_same_key(tmp_path: Path) -> None:
    rows = county_of()
    loaded(tmp_path, rows)
    before = keys(tmp_path)
    loaded(tmp_path, rows[3:], NEXT, whole=True)
    loaded(tmp_path, [renumbered(row) for row in rows], "2026-12-31")
    assert keys(tmp_path) == before


def test_a_renamed_township_forgets_nobody_and_is_said(tmp_path: Path) -> None:
    rows = two_townships()
    loaded(tmp_path, rows)
    told = loaded(
        tmp_path, [row | {"乡镇（街道）": row["乡镇（街道）"].replace("田横镇", "田横街道")} for row in rows], NEXT
    )
    assert told["persons"] == 40 and told["townships"] == 2 and not told["attention"]
    assert any("田横镇→田横街道20户" in line for line in told["said"])  # type: ignore[union-attr]
