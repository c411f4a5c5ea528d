"""The county's boards of the base: which villages include few (table in inclusion.md), and which columns some townships leave blank."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from expectations.library import load_rules
from tasks import judge
from tests.judging.test_answers import answer, run
from tests.support import SmallCounty, pipe_table

MONTH, NEXT = "2026-10", "2026-11"
VILLAGES = pipe_table((Path(__file__).parent / "inclusion.md").read_text(encoding="utf-8"))
Row = dict[str, Any]


@contextmanager
def only(*codes: str) -> Iterator[None]:
    """A few rules are enough, and quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "read_rules", lambda: tuple(rule for rule in load_rules() if rule.code in codes))
        yield


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCounty]:
    """The villages of the table, a person a household; one household of two in 丙村."""
    county = SmallCounty(tmp_path_factory.mktemp("boards") / "county")
    orders = count(1)
    for village in VILLAGES:
        households, key, included, new, relieved = (
            int(village[heading]) for heading in ("户数", "重点户", "纳入户", "本年新纳", "消除")
        )
        for place in range(households):
            is_in = place < included
            county.person(
                next(orders), 行政村=village["村"], 健康状况="患有大病" if place < key else "健康",
                监测对象类别="边缘易致贫户" if is_in else "", 风险是否已消除=("是" if place < relieved else "否") if is_in else "",
                识别监测时间=("202603" if place < new else "202503") if is_in else "",
            )  # fmt: skip
    first_of_bing = 1 + sum(int(village["户数"]) for village in VILLAGES[:2])
    county.person(
        next(orders), 行政村="丙村", 户编号=f"3702150000{first_of_bing:07d}", 与户主关系="之子", 健康状况="健康"
    )
    county.load_base()
    with only("N01", "N02", "N03"):
        run(county, MONTH)
        yield county


def sheet(county: SmallCounty, name: str, month: str = MONTH) -> list[Row]:
    book = openpyxl.load_workbook(county.home.outbox(month) / "县级" / f"数据质量_{month}.xlsx")
    headings, *rows = book[name].iter_rows(min_row=2, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_table_has_every_standing() -> None:
    assert {village["提示"] for village in VILLAGES} == {"纳入偏少", "一户未纳", "本年没有新纳", "没有写村", ""}


def test_villages_that_include_few_stand_first_with_what_a_rule_found(county: SmallCounty) -> None:
    *rows, total = sheet(county, "纳入情况")
    expected = sorted(VILLAGES, key=lambda village: int(village["名次"]))
    for row, village in zip(rows, expected, strict=True):
        assert row["村"] == (village["村"] or "未写村")
        figures = (row["户数"], row["重点户数"], row["大病人数"], row["曾纳入户数"], row["本年新纳户数"])
        assert figures == tuple(int(village[h]) for h in ("户数", "重点户", "重点户", "纳入户", "本年新纳"))
        assert row["在监测户数"] == int(village["纳入户"]) - int(village["消除"])
        assert (row["按全县平均应纳户数"], row["提示"] or "") == (
            int(village["应纳户"] or -1) if village["应纳户"] else None,
            village["提示"],
        )
    shares = {row["村"]: row["曾纳入户比重点户%"] for row in rows}
    assert (shares["甲村"], shares["丙村"], shares["丁村"]) == (16.7, 500, None)
    people = {row["村"]: row["曾纳入人数"] for row in rows}
    assert (people["甲村"], people["丙村"]) == (1, 21)
    assert (total["镇街"], total["重点户数"], total["曾纳入户数"]) == ("合计", 23, 27)


def test_the_board_and_the_townships_list_tell_of_the_same_villages(county: SmallCounty) -> None:
    listed = county.ask("SELECT rule_code, village FROM anomaly.anomaly WHERE month = ? ORDER BY ALL", MONTH)
    assert [tuple(row.values()) for row in listed] == [("N01", "甲村"), ("N02", "乙村"), ("N03", "戊村")]
    kept = county.ask("SELECT village, standing FROM anomaly.inclusion WHERE month = ? AND standing <> 'usual'", MONTH)
    assert {row["village"] for row in kept} == {"甲村", "乙村", "戊村", "未写村"}


def test_a_village_that_was_checked_house_by_house_steps_back(county: SmallCounty) -> None:
    counts = answer(county, MONTH, {"N02": ("情况属实无需更正", "", "逐户核过都不符合条件，核查名单存档")})
    assert counts["accepted"] == 1
    run(county, NEXT)
    rows = sheet(county, "纳入情况", NEXT)
    assert [(row["村"], row["核实"]) for row in rows[:3]] == [("甲村", None), ("戊村", None), ("乙村", "已核实属实")]


def test_a_month_in_which_the_rules_did_not_run_says_so(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1)
    county.load_base()
    with only("A12"):
        run(county, MONTH)
    assert [row["提示"] for row in sheet(county, "纳入情况")[:-1]] == ["未检查"]


def test_columns_that_a_township_leaves_blank_are_told_the_rest_is_one_line_a_column(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(1, 61):
        place = order if order <= 30 else order - 30  # within its township
        usual = {"政治面貌": "群众", "户口性质": "农业户口", "民族": "汉族", "文化程度": "初中"}
        if order > 30:
            usual = {
                "乡镇（街道）": "金口镇",
                "民族": "汉族" if place <= 6 else "",
                "文化程度": "初中" if place <= 10 else "",
            }
        county.person(order, **usual)
    county.load_base()
    with only("A12"):
        run(county, MONTH)
    behind = [
        (row["镇街"], row["列"], row["列数"], row["已填人数"], row["全县填写率%"], row["约少填人数"], row["提示"])
        for row in sheet(county, "完整性偏少")
    ]
    assert behind == [
        ("金口镇", "政治面貌、户口性质", 2, 0, None, 15, "整列空白"), ("金口镇", "民族", 1, 6, 60, 12, None),
    ]  # fmt: skip
    columns = sheet(county, "完整性")
    assert [(row["列"], row["偏少的镇街数"], row["填得最少的镇街"], row["提示"]) for row in columns[:3]] == [
        ("政治面貌", 1, "金口镇", "有镇街偏少"), ("户口性质", 1, "金口镇", "有镇街偏少"), ("民族", 1, "金口镇", "有镇街偏少"),
    ]  # fmt: skip
    assert (columns[3]["列"], columns[3]["填写率%"], columns[3]["提示"]) == (
        "文化程度",
        66.7,
        None,
    )  # half of the average, not below
    assert columns[-1]["提示"] == "全县空白" and len({row["列"] for row in columns}) == len(columns)
