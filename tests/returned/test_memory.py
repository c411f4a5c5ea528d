"""Memory that saves visits: what earlier ledgers said of a household spares it a visit or a comparison, or raises it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sources.months import shift
from tests import ledgers as on
from tests.ledgers import Copy
from tests.support import SmallCounty, county_of, id_number, name

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = "2026-08", "2026-09", "2026-10", "2026-11"
PERSON = 1
NOT_MET = {"是否符合认定标准": "否", "不符合认定标准的主要原因": "收入稳定", "核查人员": "陈明"}


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def run(county: SmallCounty, month: str, orders: Iterable[int] = (PERSON,)) -> None:
    """A month in which the households get 临时救助."""
    county.send(month, "民政局", "临时救助.csv", [
        {"姓名": name(order), "身份证号": id_number(order), "救助原因": "火灾", "救助金额": "800", "救助日期": f"{month}-09"}
        for order in orders
    ])  # fmt: skip
    on.run(county, month)


def answer(county: SmallCounty, month: str, sheet: str, said: dict[str, Any]) -> None:
    """Fill in the month's own row: those of earlier months stand before it."""
    copy = Copy(county, month)
    copy.fill(sheet, len(copy.rows(sheet)) - 1, said)
    copy.send(f"{sheet}.xlsx")
    on.take(county, month, today=dt.date(2027, 1, 31))


def ledger_of(county: SmallCounty, month: str) -> dict[str, Any]:
    """The household's row of a month's ledger."""
    (row,) = Copy(county, month).rows("预警信息台账")
    return row


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose September is listed: one household, one warning."""
    county = county_of(tmp_path_factory.mktemp("memory") / "county", (PERSON,))
    run(county, SEPTEMBER)
    return county


@pytest.fixture
def county(september: SmallCounty, tmp_path: Path) -> SmallCounty:
    return september.copy(tmp_path / "county")


VISITS = {
    "day_of_feedback": ("2026-11-07", "（11月7日）"),
    "thirty_days_before": ("2026-10-08", "（10月8日）"),
    "thirty_one_days_before": ("2026-10-07", ""),
    "after_the_feedback": ("2026-11-08", ""),
}


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose October is listed, with a household for each of the visits."""
    orders = range(PERSON, PERSON + len(VISITS))
    county = county_of(tmp_path_factory.mktemp("visited") / "county", orders)
    run(county, SEPTEMBER, orders)
    numbers = on.numbers(county, SEPTEMBER)
    days = {numbers[order]: {"入户": day(on_day)} for order, (on_day, _) in zip(orders, VISITS.values(), strict=True)}
    assert on.answer(county, days, month=SEPTEMBER)["cells"] == len(VISITS)
    run(county, OCTOBER, orders)
    return county


@pytest.mark.parametrize("place", range(len(VISITS)), ids=list(VISITS))
def test_a_household_visited_within_a_month_is_not_visited_again(place: int, visited: SmallCounty) -> None:
    told = list(VISITS.values())[place][1]
    row, visit = (
        next(row for row in on.rows_of(on.listed(visited, OCTOBER), sheet) if row["户主姓名"] == name(PERSON + place))
        for sheet in (on.LEDGER, on.VISITS)
    )
    assert (f"一个月内已核实免入户{told}" in str(row["提示"])) == bool(told)
    assert (row["入户核实期限"] is None) == bool(told)
    assert (visit["入户核实期限"] is None) == bool(told) and ("免入户" in str(visit["提示"])) == bool(told)


def test_a_grave_matter_is_visited_all_the_same(county: SmallCounty) -> None:
    answer(county, SEPTEMBER, "办理过程", {"入户核实日期": day("2026-10-20")})
    county.send(OCTOBER, "住建局", "住房鉴定.csv", [
        {"户主姓名": name(PERSON), "户主身份证号": id_number(PERSON), "鉴定等级": "D", "是否唯一住房": "是", "鉴定日期": "2026-10-09"},
    ])  # fmt: skip
    on.run(county, OCTOBER)
    row = ledger_of(county, OCTOBER)
    assert row["等级"] == "红" and row["入户核实期限"] and "免入户" not in (row["提示"] or "")


def test_a_case_closed_within_a_month_counts_as_verified(county: SmallCounty) -> None:
    answer(county, SEPTEMBER, "预警信息台账", NOT_MET | {"办结日期": day("2026-10-20")})
    run(county, OCTOBER)
    assert "（10月20日）" in ledger_of(county, OCTOBER)["提示"]


def test_a_step_that_was_taken_back_spares_nothing(county: SmallCounty) -> None:
    answer(county, SEPTEMBER, "办理过程", {"入户核实日期": day("2026-10-20")})
    answer(county, SEPTEMBER, "办理过程", {"入户核实日期": None})
    run(county, OCTOBER)
    assert ledger_of(county, OCTOBER)["提示"] is None


def test_an_earlier_comparison_is_not_asked_for_again(county: SmallCounty) -> None:
    steps = {"入户核实日期": "2026-10-09", "民主评议日期": "2026-10-12", "信息比对日期": "2026-10-13"}
    answer(county, SEPTEMBER, "办理过程", {heading: day(said) for heading, said in steps.items()})
    run(county, OCTOBER)
    assert "已比对免重复比对（10月13日）" in ledger_of(county, OCTOBER)["提示"]
    flags = county.ask("SELECT month, is_compared_already FROM handling.register ORDER BY month")
    assert [row["is_compared_already"] for row in flags] == [False, True]
    later = {
        "入户核实日期": "2026-11-09",
        "民主评议日期": "2026-11-12",
        "村级公示结束日期": "2026-11-20",
        "录入系统日期": "2026-11-21",
    }
    answer(county, OCTOBER, "办理过程", {heading: day(said) for heading, said in later.items()})
    answer(
        county, OCTOBER, "预警信息台账", {"是否符合认定标准": "是", "核查人员": "陈明", "办结日期": day("2026-11-22")}
    )
    states = county.ask("SELECT state FROM handling.standing WHERE month = ?", OCTOBER)
    assert states == [{"state": "done"}]


def test_a_month_run_again_after_its_own_answers_gives_the_same_ledger(county: SmallCounty) -> None:
    answer(county, SEPTEMBER, "办理过程", {"入户核实日期": day("2026-10-20")})
    run(county, OCTOBER)
    path = on.listed(county, OCTOBER)
    before = path.read_bytes()
    answer(county, OCTOBER, "办理过程", {"入户核实日期": day("2026-11-02")})
    run(county, OCTOBER)
    assert path.read_bytes() == before


def often(county: SmallCounty, month: str) -> list[dict[str, Any]]:
    """The county's sheet of those warned of often and never recognised."""
    sheet = openpyxl.load_workbook(county.home.outbox(month) / "县级" / f"汇总表_{month}.xlsx")["多次预警未识别"]
    headings, *rows = sheet.iter_rows(min_row=2, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if any(row)]


def test_who_was_warned_of_three_times_and_never_recognised_is_raised(county: SmallCounty) -> None:
    for month in (shift(SEPTEMBER, by) for by in (1, 2)):
        run(county, month)
        assert "此前预警" not in (ledger_of(county, month)["提示"] or "") and often(county, month) == []
    run(county, "2026-12")
    hint = "此前预警3次均未纳入：2026-09 临时救助、2026-10 临时救助、2026-11 临时救助，请重点核查"
    assert ledger_of(county, "2026-12")["提示"] == hint
    (row,) = often(county, "2026-12")
    assert (row["户主姓名"], row["此前次数"]) == (name(PERSON), 3) and "火灾" in row["本月预警"]
    assert row["预警编号"] == ledger_of(county, "2026-12")["预警编号"]


@pytest.mark.parametrize(
    "said",
    [
        {"监测对象类别": "边缘易致贫户", "风险是否已消除": "是"},
        {"监测对象类别": "边缘易致贫户", "风险是否已消除": "否"},
    ],
)
def test_who_is_or_was_monitored_is_not_raised(said: dict[str, str], county: SmallCounty) -> None:
    for by in (1, 2):
        run(county, shift(SEPTEMBER, by))
    county.person(PERSON, **said)
    county.load_base("2026-12-31")
    run(county, "2026-12")
    assert "此前预警" not in (ledger_of(county, "2026-12")["提示"] or "") and often(county, "2026-12") == []
