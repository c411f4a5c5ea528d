"""Who stands twice in the base is two records in every load: neither is somebody new because the export came again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.base.test_base_load import Base, Family, clear, member
from tests.support import name
from warehouse.engine import Engine

HOME = "370215000000195"
HEAD, WIFE = member(0, f"{HOME}34", 人编号=f"{HOME}3401"), member(1, f"{HOME}34", "配偶", 人编号=f"{HOME}3402")
NOBODY_ELSE = {"证件号码": ""}


def wife(**said: str) -> dict[str, str]:
    """Her second record."""
    return WIFE | said


TWICE = {
    "同一人编号，两个姓名": [HEAD, WIFE, wife(姓名="另名甲")],
    "同一人编号，两个姓名，没有号码": [HEAD, wife(**NOBODY_ELSE), wife(姓名="另名甲", **NOBODY_ELSE)],
    "两个人编号": [HEAD, WIFE, wife(人编号=f"{HOME}3409")],
    "三个人编号，两个是女儿": [HEAD, WIFE, *(wife(人编号=f"{HOME}340{at}", 与户主关系="之女") for at in (8, 9))],
    "人编号只是序号": [
        *(member(order, f"{HOME}34", 人编号=at) for order, at in ((0, "1"), (1, "2"), (1, "3"))),
        *(member(order, f"{HOME}35", 人编号=at) for order, at in ((4, "1"), (5, "2"), (6, "3"))),
    ],
    "没有号码，写法两样": [HEAD, wife(人编号="1", **NOBODY_ELSE), wife(人编号="2", 证件号码="无")],
    "户主也是自己的配偶": [HEAD, WIFE, wife(人编号="3", 与户主关系="户主")],
    "两户里都有": [HEAD, WIFE, member(4, f"{HOME}35"), wife(户编号=f"{HOME}35")],
}  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        yield engine


@pytest.fixture
def base(engine: Engine, tmp_path: Path) -> Base:
    clear(engine)
    return Base(engine, tmp_path)


def keys(base: Base) -> list[str]:
    return sorted(str(row["person_key"]) for row in base.engine.rows("SELECT person_key FROM base.person"))


def loaded_again(base: Base, rows: Family, order_of_rows: int) -> None:
    """The same people three times, one telephone corrected each time, the rows in another order at last: nothing becomes of anybody."""
    base.load(rows, "2026-09-30", whole=True)
    before = keys(base)
    assert len(set(before)) == len(before)
    for at, shuffled in enumerate((rows, Random(order_of_rows).sample(rows, len(rows)))):
        again = [row | ({"联系电话": f"1390000000{at}"} if row == rows[0] else {}) for row in shuffled]
        assert base.load(again, f"2026-1{at}-30", whole=True).counts.changes == {}
        assert keys(base) == before


@pytest.mark.parametrize("case", TWICE)
def test_who_stands_twice_stays_two_records(base: Base, case: str) -> None:
    loaded_again(base, TWICE[case], order_of_rows=3)


def test_of_two_records_one_is_taken_out_and_the_other_stays(base: Base) -> None:
    first, second = TWICE["人编号只是序号"], TWICE["人编号只是序号"][:2] + TWICE["人编号只是序号"][3:]
    base.load(first, "2026-09-30", whole=True)
    before = keys(base)
    assert base.load(second, "2026-10-31", whole=True).counts.changes == {"left": 1}
    assert set(keys(base)) < set(before)
    assert base.load(first, "2026-11-30", whole=True).counts.changes == {"returned": 1}
    assert keys(base) == before


def drawn(seed: int) -> Family:
    """Some rows of three households in which five people, two further names, blank numbers and numbers of all kinds meet."""
    draw = Random(seed)
    rows = []
    for _ in range(draw.randint(3, 10)):
        order = draw.randint(0, 4)
        said = {"姓名": draw.choice(["另名甲", "另名乙", name(draw.randint(0, 4))])} if draw.random() < 0.25 else {}
        said |= {"证件号码": draw.choice(["", "无", "3702821980010"])} if draw.random() < 0.2 else {}
        number = draw.choice(["", "1", "2", "3", f"{HOME}{draw.randint(1, 6):04d}"])
        relation = draw.choice(["户主", "配偶", "之子"])
        rows.append(member(order, f"{HOME}{draw.randint(1, 3)}", relation, 人编号=number, **said))
    return rows


@pytest.mark.parametrize(
    "seed",
    [*(14, 24, 80, 81, 182, 199), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1_000, 1_060))],
)  # six of which each was a fault once
def test_nobody_is_new_because_the_same_export_came_again(base: Base, seed: int) -> None:
    loaded_again(base, drawn(seed), order_of_rows=seed)
