"""What a load of the base changed: each kind of change is planted once, and told once, with what was and what is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from reports.county.base_changes import last_load, write_base_changes
from tests.base.test_base_load import FIRST, NEXT, Base, Family, clear, member
from tests.support import id_number, name, pipe_table
from warehouse import tables
from warehouse.engine import Engine
from warehouse.loaded import Loaded
from warehouse.policy.load import load_policy
from warehouse.tables import states

PLANTED = """
| 变化 | 谁 | 原来 | 现在 |
|---|---|---|---|
| 出生 | 60 | | 在原有的户中 |
| 新增 | 61 | | 在原有的户中 |
| 新增 | 62 | | 随新的一户 |
| 死亡 | 4 | 同户还有人在 | 2026-11-05，公安局名单 |
| 迁出 | 6 | 同户还有人在 | 2026-11-06，莱西市，公安局名单 |
| 离开户库 | 7 | 全户不在了 | 不在新的导出中 |
| 换镇街 | 8 | 田横镇 东村庄 | 金口镇 东村庄 |
| 换村 | 9 | 东村庄 | 西村庄 |
| 分户 | 12 | 10户 | 12户，1人 |
| 并户 | 14 | 14户，1人 | 13户 |
| 转入他户 | 17 | 15户 | 18户 |
| 换户主 | 20 | 19 | 20 |
| 纳入监测 | 21 | | 边缘易致贫户 |
| 风险消除 | 22 | 边缘易致贫户 | 边缘易致贫户（风险已消除） |
| 再次监测 | 23 | 边缘易致贫户（风险已消除） | 边缘易致贫户 |
| 监测类别变化 | 24 | 边缘易致贫户 | 突发严重困难户 |
| 退出监测 | 25 | 边缘易致贫户 | |
| 户类型变化 | 26 | 一般农户 | 脱贫户 |
| 证件号更正 | 27 | 号27 | 号97 |
| 姓名更正 | 28 | 28 | 28子 |
"""
"""谁, and numbers among the words, are orders of people: `10户` the household of whom is the tenth, 号27 a certificate number."""
WATCHED = {"监测对象类别": "边缘易致贫户", "风险是否已消除": "否"}
REMOVED = WATCHED | {"风险是否已消除": "是"}
HOMES = {1: 0, 4: 3, 6: 5, 11: 10, 12: 10, 16: 15, 17: 15, 20: 19}
"""Who is no head -> the head of the household."""


def person(order: int, head: int | None = None, /, **said: str) -> dict[str, str]:
    """A row of the export: the head of an own household, or in somebody else's."""
    home = order if head is None else head
    usual = {"人编号": f"9702150000{order:06d}", "户类型": "一般农户", "联系电话": "13800000000"}
    return member(order, f"37021500000{home:05d}", "户主" if head is None else "其他", **(usual | said))


def before() -> dict[int, dict[str, str]]:
    rows = {order: person(order, HOMES.get(order)) for order in range(31)}
    rows[22] |= WATCHED
    rows[23] |= REMOVED
    rows[24] |= WATCHED
    rows[25] |= WATCHED
    return rows


def after() -> dict[int, dict[str, str]]:
    """The same county a month later; each line is one kind of change."""
    rows = before()
    rows[60] = person(60, 0, 证件号码=id_number(60, born=dt.date(2026, 11, 3)))
    rows[61] = person(61, 2)
    rows[62] = person(62)
    del rows[4], rows[6], rows[7]
    rows[8] |= {"乡镇（街道）": "金口镇"}
    rows[9] |= {"行政村": "西村庄"}
    rows[12] = person(12)
    rows[14] = person(14, 13)
    rows[17] = person(17, 18)
    rows[19] |= {"与户主关系": "配偶"}
    rows[20] |= {"与户主关系": "户主"}
    rows[21] |= WATCHED
    rows[22] |= REMOVED
    rows[23] |= WATCHED
    rows[24] |= {"监测对象类别": "突发严重困难户"}
    rows[25] |= {"监测对象类别": "", "风险是否已消除": ""}
    rows[26] |= {"户类型": "脱贫户"}
    rows[27] |= {"证件号码": id_number(97)}
    rows[28] |= {"姓名": f"{name(28)}子"}
    rows[29] |= {"联系电话": "13900000000"}
    return rows


def exported(rows: dict[int, dict[str, str]]) -> Family:
    """Rows in the order of an export, all with the same headings."""
    headings = dict.fromkeys(heading for row in rows.values() for heading in row)
    return [dict.fromkeys(headings, "") | row for row in rows.values()]


def told_by_police(engine: Engine) -> None:
    """Lists of deaths and of moves for 4 and 6."""
    for table in ("raw.feed_row", "raw.death", "raw.moved_away"):
        engine.run(f"DELETE FROM {table}")
    for feed, order in (("death", 4), ("moved_away", 6)):
        row = {
            "month": "2026-11",
            "row_key": feed,
            "feed": feed,
            "department": "公安局",
            "status": "kept",
            "id18": id_number(order),
        }
        engine.insert(tables.FEED_ROW, [row])
    engine.run("INSERT INTO raw.death (month, row_key, died_on) VALUES ('2026-11', 'death', '2026-11-05')")
    engine.run(
        "INSERT INTO raw.moved_away (month, row_key, moved_on, moved_to) VALUES ('2026-11', 'moved_away', '2026-11-06', '莱西市')"
    )


def in_orders(text: str | None) -> str:
    """Names and numbers of people as their orders."""
    text = text or ""
    for order in range(100):
        text = text.replace(name(order), str(order)).replace(id_number(order), f"号{order}")
    return text


Told = dict[tuple[str, str], tuple[str, str]]


def changes(engine: Engine, load: int) -> Told:
    """(kind, order of the person) -> what was and what is."""
    rows = engine.rows(
        "SELECT known.label, change.person_name, change.value_before, change.value_now FROM base.change AS change "
        "INNER JOIN states.base_change AS known ON known.code = change.change WHERE change.load = ?",
        [load],
    )
    found = {
        (str(row["label"]), in_orders(row["person_name"]).removesuffix("子")): (
            in_orders(row["value_before"]), in_orders(row["value_now"]),
        )
        for row in rows
    }  # fmt: skip
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    with Engine(None) as engine:
        yield Base(engine, tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def second(base: Base) -> Loaded:
    """The county a month later, over the county before."""
    clear(base.engine)
    told_by_police(base.engine)
    first = base.load(exported(before()), whole=True)
    assert first.counts.changes == {}
    return base.load(exported(after()), NEXT, whole=True)


def test_each_kind_of_change_that_was_planted_is_told_once(base: Base, second: Loaded) -> None:
    planted = {(row["变化"], row["谁"]): (row["原来"], row["现在"]) for row in pipe_table(PLANTED)}
    assert changes(base.engine, 2) == planted
    kinds = states.labels(states.BASE_CHANGES)
    assert {kind for kind, _ in planted} == set(kinds.values()) - {"重新入库"}
    assert {kinds[code]: times for code, times in second.counts.changes.items()} == {
        kind: sum(1 for told, _ in planted if told == kind) for kind, _ in planted
    }
    assert list(second.counts.changes) == [code for code in kinds if code in second.counts.changes]


def test_what_has_changed_besides_is_counted(second: Loaded) -> None:
    assert (second.counts.unchanged, second.counts.altered, second.counts.left) == (12, 16, 3)


def test_the_county_has_each_change_in_a_workbook(base: Base, second: Loaded, tmp_path: Path) -> None:
    policy = load_policy("jimo")
    load = last_load(base.engine, policy)
    assert load is not None and second.counts.changes
    file = write_base_changes(base.engine, load, policy, tmp_path)
    assert file.name == f"户库变化_截至{NEXT}_第2次入库.xlsx"
    book = openpyxl.load_workbook(file)
    told = [tuple(cell.value for cell in row) for row in book["变化明细"].iter_rows(min_row=3)]
    assert len(told) == len(pipe_table(PLANTED))
    corrected = next(row for row in told if row[0] == "证件号更正")
    assert corrected[3:] == (
        name(27), id_number(97), name(27), "3702150000000027", id_number(27), id_number(97),
    )  # fmt: skip
    sums = [cell.value for cell in list(book["变化汇总"].iter_rows())[-1]]
    assert sums[1] == len(told)


def test_many_alike_are_told_in_one_line(base: Base, tmp_path: Path) -> None:
    clear(base.engine)
    rows = {order: person(order) for order in range(250)}
    base.load(exported(rows), whole=True)
    moved = {order: row | {"乡镇（街道）": "田横街道"} for order, row in rows.items()}
    base.load(exported(moved), NEXT, whole=True)
    policy = load_policy("jimo")
    load = last_load(base.engine, policy)
    assert load is not None
    book = openpyxl.load_workbook(write_base_changes(base.engine, load, policy, tmp_path))
    told = [tuple(cell.value for cell in row) for row in book["变化明细"].iter_rows(min_row=3)]
    assert [(row[0], row[3], row[7], row[8]) for row in told] == [
        ("换镇街", "共250条", "田横镇 东村庄", "田横街道 东村庄")
    ]


def test_who_left_and_comes_back_has_come_back(base: Base) -> None:
    clear(base.engine)
    rows = before()
    base.load(exported(rows), whole=True)
    base.load(exported({order: row for order, row in rows.items() if order != 29}), NEXT, whole=True)
    base.load(exported(rows), "2026-12-31", whole=True)
    assert changes(base.engine, 2) == {("离开户库", "29"): ("全户不在了", "不在新的导出中")}
    assert changes(base.engine, 3) == {("重新入库", "29"): ("", "随新的一户")}


def test_a_township_that_comes_in_whole_is_told_in_a_line(base: Base) -> None:
    clear(base.engine)
    base.load(exported(before()), FIRST)
    told = base.load(exported({order: person(order, **{"乡镇（街道）": "金口镇"}) for order in range(40, 45)}), NEXT)
    assert changes(base.engine, 2) == {} and "首次入库的镇街：金口镇5人。" in told.said
