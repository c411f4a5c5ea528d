"""Steps belong to warnings: one visit may serve several of a household and says so; a later month's visit overwrites no earlier one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reports.explain import explain
from sources.returned.seal import seal
from tasks.home import seal_key
from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import CARRIED, LEDGER, MONTH, NEXT, NO, PROGRESS, STEPS, YES
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.engine import Engine

HEAD, CHILD, OTHER = 1, 2, 3
AFTER = dt.date(2026, 12, 30)


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """HEAD and CHILD are of one household, warned of on the same day; OTHER lives by himself."""
    county = SmallCounty(tmp_path_factory.mktemp("steps") / "county")
    county.person(HEAD, 家庭人口数="2")
    county.person(CHILD, 户编号=f"3702150000{HEAD:07d}", 与户主关系="之子")
    county.person(OTHER)
    county.load_base()
    on.warn_of(county, {HEAD: "部门", CHILD: "部门", OTHER: "部门"})
    return county


@pytest.fixture
def county(october: SmallCounty, tmp_path: Path) -> SmallCounty:
    return october.copy(tmp_path / "county")


@pytest.fixture
def pair(county: SmallCounty) -> tuple[str, str]:
    """The household's two numbers: the one that stands first, and the one that goes with it."""
    first, second = sorted(on.numbers(county)[order] for order in (HEAD, CHILD))
    return first, second


def with_(book: Any, number: str, other: str | None) -> Any:
    """Write under 同办预警 of a warning's row of 办理过程."""
    sheet, columns = book[PROGRESS], on.columns_of(book[PROGRESS])
    for row in range(3, sheet.max_row + 1):
        if sheet.cell(row, columns["预警编号"]).value == number:
            sheet.cell(row, columns["同办预警"]).value = other
    return book


def printed(county: SmallCounty, month: str = MONTH) -> dict[str, str | None]:
    """number -> with which it goes, as 办理过程 was printed."""
    rows = on.rows_of(on.listed(county, month), PROGRESS)
    return {str(row["预警编号"]): str(row["同办预警"]) if row["同办预警"] else None for row in rows}


def visits(county: SmallCounty) -> dict[str, str]:
    """number -> the day of its visit, as it stands."""
    rows = county.ask(
        "SELECT number, CAST(happened_on AS VARCHAR) AS day, is_retracted FROM handling.event WHERE step = 'visited_on' ORDER BY ordinal"
    )
    return {str(row["number"]): str(row["day"]) for row in rows if not row["is_retracted"]}


def test_further_warnings_of_a_household_go_with_the_first_unless_the_township_says_otherwise(
    county: SmallCounty, pair: tuple[str, str]
) -> None:
    first, second = pair
    assert printed(county) == {first: None, second: first, on.numbers(county)[OTHER]: None}


def test_a_visit_written_once_serves_both_and_says_where(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    found = on.answer(county, {first: YES | STEPS, second: YES})
    assert found["cells_refused"] == 0 and set(on.labels(county).values()) == {"办结（符合）", "已反馈"}
    assert visits(county) == {first: "2026-11-09", second: "2026-11-09"}
    with Engine(county.home.warehouse) as engine:
        told = {number: explain(engine, number) for number in pair}
    visited = [step for number in pair for step in told[number]["handled"] if step["step"] == "visited_on"]  # type: ignore[index]
    assert visited[0]["provenance"] == visited[1]["provenance"] != ""


def test_an_untouched_ledger_answers_nothing(county: SmallCounty) -> None:
    on.give_back(county, on.opened(county))
    found = on.take(county)
    assert (found["cells"], found["cells_refused"]) == (0, 0)
    assert county.ask("SELECT COUNT(*) AS events FROM handling.event WHERE step <> 'issued'") == [{"events": 0}]


def test_steps_may_be_written_apart(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    book = with_(on.fill(on.opened(county), {first: {"入户": "11-09"}, second: {"入户": "11-16"}}), second, None)
    on.give_back(county, book)
    on.take(county)
    assert visits(county) == {first: "2026-11-09", second: "2026-11-16"}


def test_with_the_name_cleared_the_other_has_no_steps(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.give_back(county, with_(on.fill(on.opened(county), {first: {"入户": "11-09"}}), second, None))
    on.take(county)
    assert visits(county) == {first: "2026-11-09"}


def test_what_a_row_says_itself_goes_before_what_it_goes_with(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.answer(county, {first: {"入户": "11-09", "评议": "11-12"}, second: {"评议": "11-14"}})
    days = county.ask(
        "SELECT item, value FROM handling.cell WHERE number = ? AND is_latest AND item IN ('visited_on', 'reviewed_on') ORDER BY item", second
    )  # fmt: skip
    assert [tuple(row.values()) for row in days] == [("reviewed_on", "2026-11-14"), ("visited_on", "2026-11-09")]


@pytest.mark.parametrize("wrong", ["同上", "第一条", "WJ01-00000000000000", "{other}", "{both}"])
def test_a_name_that_leads_nowhere_goes_back(county: SmallCounty, pair: tuple[str, str], wrong: str) -> None:
    first, second = pair
    other = on.numbers(county)[OTHER]
    written = wrong.replace("{other}", other).replace("{both}", f"{first}、{other}")
    book = on.fill(on.opened(county), {first: {"入户": "11-09"}, other: {"入户": "11-10"}})
    on.give_back(county, with_(book, second, written))
    on.take(county)
    assert [(number, item) for number, item, _ in on.refused(county)] == [(second, "steps_with")]
    assert second not in visits(county)
    write_lists.fn(county_at(county.root), MONTH)
    again = on.opened(county, kind=on.SENT_BACK)
    on.give_back(county, with_(again, second, first if wrong != "同上" else second), "补正.xlsx")
    on.take(county)
    assert on.refused(county) == [] and (second in visits(county)) == (wrong != "同上")


def test_two_that_name_each_other_go_back_and_nothing_is_lost(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.give_back(county, with_(on.fill(on.opened(county), {first: {"入户": "11-09"}}), first, second))
    on.take(county)
    assert {(number, item) for number, item, _ in on.refused(county)} == {(first, "steps_with"), (second, "steps_with")}
    assert visits(county) == {first: "2026-11-09"}


def test_a_fault_in_what_serves_both_is_mended_in_one_row(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.answer(county, {first: {"入户": "11-09", "评议": "十一月"}})
    assert {(number, item) for number, item, _ in on.refused(county)} == {
        (first, "reviewed_on"),
        (second, "reviewed_on"),
    }
    write_lists.fn(county_at(county.root), MONTH)
    again = on.opened(county, kind=on.SENT_BACK)
    on.give_back(county, on.fill(again, {first: {"评议": "11-12"}}), "补正.xlsx")
    on.take(county)
    assert on.refused(county) == [] and set(on.labels(county).values()) == {"民主评议", "已反馈"}


# --- another month ----------------------------------------------------------------------------------------------------


def november(county: SmallCounty) -> tuple[str, str, str]:
    """The household is warned of again in November; October's two numbers, and the new one."""
    whom = {"姓名": name(HEAD), "身份证号": id_number(HEAD)}
    row = whom | {"残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-11-10"}
    county.send(NEXT, "残联", "残疾.csv", [row])
    on.run(county, NEXT)
    first, second = sorted(on.numbers(county)[order] for order in (HEAD, CHILD))
    return first, second, on.numbers(county, NEXT)[HEAD]


def test_a_later_visit_overwrites_no_earlier_one_and_starts_no_clock_anew(
    county: SmallCounty, pair: tuple[str, str]
) -> None:
    """Octobers's visit was in time and stays so, whatever November's is."""
    on.answer(county, {pair[0]: {"入户": "11-09"}})
    first, second, third = november(county)
    assert printed(county, NEXT) == {first: None, second: first, third: None, on.numbers(county)[OTHER]: None}
    on.give_back(county, on.fill(on.opened(county, NEXT), {third: {"入户": "12-07"}}), month=NEXT)
    on.take(county, NEXT, today=AFTER)
    assert visits(county) == {first: "2026-11-09", second: "2026-11-09", third: "2026-12-07"}
    due = county.ask("SELECT state FROM handling.due WHERE obligation = 'visit' AND number IN (?, ?)", first, second)
    assert [row["state"] for row in due] == ["kept", "kept"]
    decide = county.ask(
        "SELECT CAST(due_on AS VARCHAR) AS due_on FROM handling.due WHERE obligation = 'decide' AND number = ?", first
    )
    assert decide == [{"due_on": "2026-11-24"}]


def test_carried_warnings_whose_steps_differ_go_their_own_ways(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.give_back(county, with_(on.fill(on.opened(county), {first: {"入户": "11-09"}}), second, None))
    on.take(county)
    november(county)
    assert printed(county, NEXT)[second] is None


def test_a_ledger_of_the_old_form_is_still_taken(county: SmallCounty, pair: tuple[str, str]) -> None:
    """A row a household, its numbers joined by 、, as it was printed until November 2026: the steps are those of all its warnings."""
    first, second = pair
    book = on.fill(on.opened(county), {first: YES, second: NO}, sheets=(LEDGER,))
    sheet, columns = book[PROGRESS], on.columns_of(book[PROGRESS])
    rows = {sheet.cell(row, columns["预警编号"]).value: row for row in range(3, sheet.max_row + 1)}
    place = rows[first]
    sheet.cell(place, columns["预警编号"]).value = "、".join(pair)
    key = seal_key(county.home)
    sheet.cell(place, columns["校验码"]).value = seal(key, "、".join(pair), id_number(HEAD))
    for short, day in STEPS.items():
        sheet.cell(place, columns[on.SHORT[short]]).value = on.written(day)
    sheet.delete_rows(rows[second])
    for heading in sorted(("同办预警", "具体预警信息"), key=lambda one: -columns[one]):
        sheet.delete_cols(columns[heading])
    on.give_back(county, book)
    assert on.take(county)["cells_refused"] == 0
    assert visits(county) == {first: "2026-11-09", second: "2026-11-09"}
    assert set(on.labels(county).values()) == {"办结（符合）", "办结（不符合）", "已反馈"}


# --- what was accepted is not asked again -----------------------------------------------------------------------------


def test_what_was_accepted_stands_in_the_next_months_ledger(county: SmallCounty, pair: tuple[str, str]) -> None:
    first, second = pair
    on.answer(
        county,
        {first: {"入户": "11-09", "方式": "电话"}, second: {"符合": "否", "原因": "已有稳定收入", "核查": "周吴"}},
    )
    on.run(county, NEXT)
    carried = {str(row["预警编号"]): row for row in on.rows_of(on.listed(county, NEXT), CARRIED)}
    row = carried[second]
    assert (row["是否符合认定标准"], row["不符合认定标准的主要原因"], row["核查人员"], row["办结日期"]) == (
        "否",
        "已有稳定收入",
        "周吴",
        None,
    )
    steps = {str(row["预警编号"]): row for row in on.rows_of(on.listed(county, NEXT), PROGRESS)}
    assert (steps[first]["入户核实日期"], steps[first]["核实方式"]) == (dt.datetime(2026, 11, 9), "电话")
    assert (steps[second]["入户核实日期"], steps[second]["同办预警"]) == (None, first)
    before = county.ask("SELECT * FROM handling.event ORDER BY ordinal")
    on.give_back(county, on.opened(county, NEXT), month=NEXT)
    assert on.take(county, NEXT, today=AFTER)["cells_refused"] == 0
    assert county.ask("SELECT * FROM handling.event ORDER BY ordinal") == before
    on.give_back(county, on.fill(on.opened(county, NEXT), {second: {"办结": "12-10"}}), month=NEXT)
    on.take(county, NEXT, today=AFTER)
    standing = county.ask("SELECT label FROM handling.standing WHERE number = ?", second)
    assert standing == [{"label": "办结（不符合）"}]


def test_what_was_refused_is_asked_again_blank(county: SmallCounty, pair: tuple[str, str]) -> None:
    on.answer(county, {pair[0]: {"入户": "十一月", "符合": "待定", "核查": "周吴"}})
    on.run(county, NEXT)
    carried = {str(row["预警编号"]): row for row in on.rows_of(on.listed(county, NEXT), CARRIED)}
    assert (carried[pair[0]]["是否符合认定标准"], carried[pair[0]]["核查人员"]) == (None, "周吴")
    steps = {str(row["预警编号"]): row for row in on.rows_of(on.listed(county, NEXT), PROGRESS)}
    assert steps[pair[0]]["入户核实日期"] is None


def test_the_reason_of_an_earlier_no_goes_with_it(county: SmallCounty, pair: tuple[str, str]) -> None:
    """否 with its reason in October; 是 in November, the printed reason cleared: nothing is left that speaks against it."""
    first, second = pair
    said = {"符合": "否", "原因": "已有稳定收入", "核查": "周吴"}
    on.answer(county, {first: said | STEPS})
    on.run(county, NEXT)
    book = on.fill(on.opened(county, NEXT), {first: {"符合": "是", "办结": "12-10"}})
    on.give_back(county, book, month=NEXT)
    on.take(county, NEXT, today=AFTER)
    assert [(number, item) for number, item, _ in on.refused(county)] == [(first, "reason")]
    on.give_back(county, on.fill(book, {first: {"原因": ""}}), month=NEXT)
    on.take(county, NEXT, today=AFTER)
    standing = county.ask("SELECT label FROM handling.standing WHERE number = ?", first)
    assert on.refused(county) == [] and standing == [{"label": "办结（符合）"}]
