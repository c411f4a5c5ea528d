"""户库外: who asks for help, or is reported, and is not in the base, reaches a township and is handled like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.explain import explain
from tasks.lists import write_lists
from tests import ledgers as on
from tests.support import SmallCounty, county_at, county_of, id_number, name, torn
from warehouse.engine import Engine

MONTH, NEXT, DECEMBER = "2026-10", "2026-11", "2026-12"
TOWNSHIP, VILLAGE = "田横镇", "东村庄"
HERE, THERE = 1, 2
BURNT, TORN, NAMED, AFAR, UNKNOWN = 501, 502, 503, 504, 505
HOTLINE, FILE = "12345热线", "自主申报工单.csv"


def line(order: int, words: str, place: str, number: str | None = None, ticket: str = "") -> dict[str, str]:
    return {
        "姓名": name(order), "身份证号": id_number(order) if number is None else number, "诉求内容": words, "住址": place,
        "申报日期": "2026-10-12", "工单编号": ticket or str(order),
    }  # fmt: skip


LINES = [
    line(BURNT, "家中房屋失火烧毁", f"{TOWNSHIP}{VILLAGE}12号"),
    line(TORN, "住院花费大", VILLAGE, number="37028219800101099"),
    line(NAMED, "无人照料", f"{TOWNSHIP}", number=""),
    line(AFAR, "没有饭吃", "鳌山卫街道"),
    line(UNKNOWN, "没有水喝", "某地"),
]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("outsiders") / "county")
    county.person(HERE)
    county.person(THERE, **{"乡镇（街道）": "鳌山卫街道", "行政村": "西村庄"})
    county.load_base()
    county.send(MONTH, HOTLINE, FILE, LINES)
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    return county


def register(county: SmallCounty) -> dict[str, dict[str, object]]:
    """Name of the person -> the warning's row of the register, those withdrawn left out."""
    rows = county.ask("SELECT * FROM handling.register WHERE NOT is_withdrawn")
    assert len({row["number"] for row in rows}) == len(rows)
    return {str(row["subject_name"]): row for row in rows}


def test_each_reaches_the_township_that_the_row_names_with_what_was_said(listed: SmallCounty) -> None:
    found = register(listed)
    assert {who: row["township"] for who, row in found.items()} == {
        name(BURNT): TOWNSHIP, name(TORN): TOWNSHIP, name(NAMED): TOWNSHIP, name(AFAR): "鳌山卫街道", name(UNKNOWN): "待分派",
    }  # fmt: skip
    burnt = found[name(BURNT)]
    assert (burnt["village"], burnt["subject_id"], burnt["head_id"]) == (VILLAGE, id_number(BURNT), id_number(BURNT))
    assert "失火烧毁" in str(burnt["says"]) and str(burnt["hints"]).startswith("户库外")
    assert set(listed.outcomes(MONTH).values()) == {"warned"}
    for township, people in {TOWNSHIP: 3, "鳌山卫街道": 1, "待分派": 1}.items():
        assert len(on.rows_of(on.listed(listed, township=township), on.LEDGER)) == people


def test_its_ledger_comes_back_and_is_closed_like_any_other(listed: SmallCounty) -> None:
    number = str(register(listed)[name(BURNT)]["number"])
    said = {"符合": "否", "原因": "有子女赡养", "告知": "是", "核查": "陈明", "办结": "11-15"}
    on.answer(listed, {number: said})
    assert on.refused(listed) == []
    assert listed.ask("SELECT state, meets FROM handling.standing WHERE number = ?", number) == [
        {"state": "done", "meets": False}
    ]
    with Engine(listed.home.warehouse) as engine:
        told = explain(engine, number)
    assert told is not None and told["standing"]["label"] == "办结（不符合）" and told["row"]["file_name"] == FILE


def test_the_county_sends_a_line_that_names_no_township_to_one(listed: SmallCounty) -> None:
    number = str(register(listed)[name(UNKNOWN)]["number"])
    book = on.opened(listed, township="待分派")
    sheet = book["户库外待分派"]
    sheet.cell(3, on.columns_of(sheet)["分派到镇街"]).value = "无此镇"
    on.give_back(listed, book, "待分派.xlsx")
    on.take(listed)
    assert [(item, said) for _, item, said in on.refused(listed)] == [("placed", "户库中没有这个镇街；请写镇街的全称")]
    sheet.cell(3, on.columns_of(sheet)["分派到镇街"]).value = "鳌山卫街道"
    on.give_back(listed, book, "待分派.xlsx")
    on.take(listed)
    assert on.refused(listed) == [] and register(listed)[name(UNKNOWN)]["township"] == "鳌山卫街道"
    on.run(listed, NEXT)
    carried = on.rows_of(on.listed(listed, NEXT, township="鳌山卫街道"), on.CARRIED)
    assert number in {row["预警编号"] for row in carried}
    on.run(listed, MONTH)
    assert register(listed)[name(UNKNOWN)]["township"] == "鳌山卫街道"


def test_the_risk_is_read_from_plain_words_and_set_right_by_the_township(listed: SmallCounty) -> None:
    found = register(listed)
    assert {who: row["risk"] for who, row in found.items()} == {
        name(BURNT): "因自然灾害", name(TORN): "因病", name(NAMED): "因缺劳力", name(AFAR): "其他", name(UNKNOWN): "因安全饮水",
    }  # fmt: skip
    burnt, named = (str(found[name(one)]["number"]) for one in (BURNT, NAMED))
    for said, kept in (("因火灾", "因自然灾害"), ("因安全住房", "因安全住房")):
        on.answer(listed, {burnt: {"风险": said}}, "风险.xlsx")
        assert register(listed)[name(BURNT)]["risk"] == kept
        assert [item for _, item, _ in on.refused(listed)] == ([] if said == kept else ["risk"])
    assert listed.ask("SELECT number, item FROM handling.cell WHERE item = 'risk' AND reason IS NULL") == [
        {"number": burnt, "item": "risk"}
    ]
    listed.run(MONTH)
    assert register(listed)[name(BURNT)]["risk"] == "因安全住房" and register(listed)[name(NAMED)]["number"] == named
    with Engine(listed.home.warehouse) as engine:
        told = explain(engine, burnt)
    assert told is not None and ("改定风险类型", "因安全住房") in {
        (step["label"], step["value"]) for step in told["handled"]
    }


def test_nobody_named_is_no_reason_to_send_a_cry_for_help_back(tmp_path: Path) -> None:
    county = county_of(tmp_path / "county", (HERE,))
    nobody = [
        line(HERE, words, VILLAGE, number="") | {"姓名": who}
        for words, who in (("房屋倒塌", ""), ("断粮", "匿名"), ("断水", "匿名"), ("断电", "王先生"))
    ]
    county.send(MONTH, HOTLINE, FILE, [*nobody, nobody[0] | {"诉求内容": ""}])
    county.run(MONTH)
    said = county.ask("SELECT says FROM handling.register WHERE township = ? ORDER BY says", TOWNSHIP)
    assert [str(row["says"])[5:] for row in said] == ["房屋倒塌", "断水", "断电", "断粮"]
    assert county.outcomes(MONTH)[(FILE, 6)] == "rejected"


def test_who_is_not_the_person_of_the_base_is_one_outside(tmp_path: Path) -> None:
    """A number with a slip and the name of somebody in the base: the township says that it is another."""
    county = county_of(tmp_path / "county", (HERE,))
    slip = torn(HERE)
    county.send(MONTH, HOTLINE, FILE, [line(HERE, "房屋倒塌", VILLAGE, number=slip)])
    on.run(county, MONTH)
    copy = on.Copy(county, MONTH)
    copy.fill("疑似匹配", 0, {"是否同一人": "否", "核查人员": "陈明"})
    copy.send()
    on.take_and_list(county)
    for month in (NEXT, MONTH, NEXT):
        on.run(county, month)
    (row,) = county.ask("SELECT * FROM handling.register")
    assert (row["month"], row["township"], row["subject_id"], row["is_withdrawn"]) == (NEXT, TOWNSHIP, slip, False)
    assert str(row["household_id"]).startswith("BW") and "户库外" in str(row["hints"])


def test_who_is_included_later_is_not_warned_of_twice(tmp_path: Path) -> None:
    county = county_of(tmp_path / "county", (HERE,))
    county.send(MONTH, HOTLINE, FILE, LINES[:3])
    county.run(MONTH)
    first = {who: row["number"] for who, row in register(county).items()}
    county.person(BURNT)
    county.person(NAMED)
    county.load_base("2026-11-30")
    county.send(NEXT, HOTLINE, "又一份.csv", [*LINES[:3], line(BURNT, "还没有人来", TOWNSHIP, ticket="9")])
    for month in (NEXT, MONTH, NEXT):
        county.run(month)
    assert {who: row["number"] for who, row in register(county).items()} == first
    assert county.ask("SELECT is_withdrawn, COUNT(*) AS n FROM handling.register GROUP BY ALL") == [
        {"is_withdrawn": False, "n": 3}
    ]
    county.persons.pop(BURNT)
    county.load_base("2026-12-31")
    for month in (NEXT, MONTH):
        county.run(month)
    assert {who: row["number"] for who, row in register(county).items()} == first
