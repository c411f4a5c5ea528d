"""The way back: a township's answers to its 异常数据清单, and what the next month makes of them. Real workbooks throughout."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from expectations.library import Rule, load_rules
from reports.explain import explain
from sources.errors import FangpinError
from tasks import judge
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.other_programs import SOFFICE, saved_as
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.engine import Engine

FIRST, SECOND, THIRD = "2026-10", "2026-11", "2026-12"
TODAY = dt.date(2027, 1, 31)
TOWNSHIP = "田横镇"
WRONG_SEX, HEAD, NO_ETHNICITY, SECOND_HEAD = 1, 2, 3, 4
Row = dict[str, Any]


def run(county: SmallCounty, month: str) -> None:
    """A month without letters: judged, committed, listed."""
    county.home.inbox(month).mkdir(parents=True, exist_ok=True)
    county.run(month, judged=True)
    write_lists.fn(county_at(county.root), month)


def base(county: SmallCounty, as_of: str, **changed: dict[str, str]) -> None:
    """Four households, each with one fault; `changed`: p1=… what a later export says of the first."""
    said = {
        WRONG_SEX: {"性别": "女"}, HEAD: {"家庭人口数": "2"}, NO_ETHNICITY: {"民族": ""}, SECOND_HEAD: {"户编号": "37021500000000002", "家庭人口数": "2"},
    }  # fmt: skip
    for order, usual in said.items():
        county.person(order, **(usual | changed.get(f"p{order}", {})))
    county.load_base(as_of)


def listed(county: SmallCounty, month: str, kind: str = "异常数据清单") -> dict[str, Row]:
    """The rows of the township's list, by rule."""
    path = county.home.outbox(month) / TOWNSHIP / f"{kind}_{TOWNSHIP}_{month}.xlsx"
    if not path.exists():
        return {}
    sheet = openpyxl.load_workbook(path)["异常数据清单"]
    headings, *rows = sheet.iter_rows(min_row=2, values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    return {row["规则编号"]: row for row in found}


def send_back(
    county: SmallCounty, month: str, fill: Callable[[Any, dict[str, int]], None], file: str = "田横镇报回.xlsx"
) -> None:
    """The township's own workbook with what `fill` writes into its sheet."""
    book = openpyxl.load_workbook(county.home.outbox(month) / TOWNSHIP / f"异常数据清单_{TOWNSHIP}_{month}.xlsx")
    sheet = book["异常数据清单"]
    fill(sheet, {cell.value: cell.column for cell in sheet[2]})
    target = county.home.returns(month) / file
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def answer(
    county: SmallCounty, month: str, answers: dict[str, tuple[str, str, str]], file: str = "田横镇报回.xlsx"
) -> dict[str, object]:
    """rule -> 核实结果, 更正后值, 说明; what the step says."""

    def fill(sheet: Any, columns: dict[str, int]) -> None:
        for row in range(3, sheet.max_row + 1):
            said = answers.get(sheet.cell(row, columns["规则编号"]).value)
            for heading, value in zip(("核实结果", "更正后值", "说明"), said or (), strict=bool(said)):
                sheet.cell(row, columns[heading]).value = value or None

    send_back(county, month, fill, file)
    return take_returns.fn(county_at(county.root), month, TODAY).flat()


def few_rules() -> tuple[Rule, ...]:
    """The way back is the same for all rules; three are enough, and quicker."""
    return tuple(rule for rule in load_rules() if rule.code in ("A12", "A14", "B01"))


@pytest.fixture(scope="module", autouse=True)
def quicker() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "read_rules", few_rules)
        yield


@pytest.fixture(scope="module")
def first_month(quicker: None, tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose first month's lists are out."""
    county = SmallCounty(tmp_path_factory.mktemp("first") / "county")
    base(county, "2026-10-31")
    run(county, FIRST)
    assert set(listed(county, FIRST)) == {"A12", "A14", "B01"}
    return county


@pytest.fixture
def county(first_month: SmallCounty, tmp_path: Path) -> SmallCounty:
    """A copy of it, to go on with."""
    return first_month.copy(tmp_path / "county")


def standing(county: SmallCounty, month: str) -> dict[str, str]:
    rows = county.ask("SELECT rule_code, standing FROM anomaly.anomaly WHERE month = ?", month)
    return {str(row["rule_code"]): str(row["standing"]) for row in rows}


def test_what_was_found_true_is_not_asked_again_until_it_expires(county: SmallCounty) -> None:
    counts = answer(county, FIRST, {"A14": ("情况属实无需更正", "", "未识别民族，至2026年11月")})
    assert (counts["accepted"], counts["refused"], counts["unanswered"]) == (1, 0, 2)
    run(county, SECOND)
    assert standing(county, SECOND)["A14"] == "exempt" and "A14" not in listed(county, SECOND)
    run(county, THIRD)
    assert standing(county, THIRD)["A14"] == "open" and listed(county, THIRD)["A14"]["连续月数"] == 3


def test_what_was_found_true_is_asked_again_where_a_value_has_changed(county: SmallCounty) -> None:
    answer(county, FIRST, {"A12": ("情况属实无需更正", "", "证件就是这样写的")})
    base(county, "2026-11-30", p1={"性别": "女性"})
    run(county, SECOND)
    assert standing(county, SECOND)["A12"] == "open"


def test_a_correction_is_believed_until_a_newer_base_shows_the_old_value(county: SmallCounty) -> None:
    answer(county, FIRST, {"A12": ("已更正", "男", "")})
    run(county, SECOND)
    assert standing(county, SECOND)["A12"] == "waiting" and "A12" not in listed(county, SECOND)
    base(county, "2026-11-30")
    run(county, SECOND)
    assert standing(county, SECOND)["A12"] == "open"
    assert str(listed(county, SECOND)["A12"]["处理建议"]).startswith("上次答复“已更正”，户库中仍是这个值")


def test_an_anomaly_closes_itself_when_the_sources_agree(county: SmallCounty) -> None:
    answer(county, FIRST, {"A12": ("已更正", "男", "")})
    base(county, "2026-11-30", p1={"性别": "男"})
    run(county, SECOND)
    closed = county.ask("SELECT rule_code, how, answered, months_seen FROM anomaly.closed WHERE month = ?", SECOND)
    assert closed == [{"rule_code": "A12", "how": "agreed", "answered": "已更正", "months_seen": 1}]
    base(county, "2026-12-31")
    run(county, THIRD)
    assert standing(county, THIRD)["A12"] == "again" and listed(county, THIRD)["A12"]["首次发现"] == FIRST


def test_corrections_are_collected_and_the_base_is_left_alone(county: SmallCounty) -> None:
    answer(county, FIRST, {"A12": ("已更正", "男", "按身份证"), "A14": ("已更正", "回族", "")})
    write_lists.fn(county_at(county.root), FIRST)
    sheet = openpyxl.load_workbook(county.home.outbox(FIRST) / "县级" / f"系统更正清单_{FIRST}.xlsx").worksheets[0]
    headings, *rows = sheet.iter_rows(min_row=2, values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(row["姓名"], row["证件号码"], row["更正项目"], row["系统内值"], row["更正后值"]) for row in found] == [
        (name(WRONG_SEX), id_number(WRONG_SEX), "性别", "女", "男"), (name(NO_ETHNICITY), id_number(NO_ETHNICITY), "民族", "空白", "回族"),
    ]  # fmt: skip
    assert county.ask("SELECT sex FROM base.person WHERE id18 = ?", id_number(WRONG_SEX)) == [{"sex": "女"}]


def test_two_heads_cannot_be_true(county: SmallCounty) -> None:
    counts = answer(county, FIRST, {"B01": ("情况属实无需更正", "", "兄弟两人都管事")})
    assert (counts["accepted"], counts["refused"]) == (0, 1)


REFUSED = {
    "没有选核实结果": ("", "男", ""),
    "核实结果不认识": ("待查", "", ""),
    "没有写明理由": ("情况属实无需更正", "", "属实"),
    "更正后值不是“性别”的写法": ("已更正", "#N/A", ""),
}


@pytest.mark.parametrize(("reason", "said"), REFUSED.items(), ids=list(REFUSED))
def test_an_answer_that_cannot_be_taken_goes_back_with_its_reason(
    reason: str, said: tuple[str, str, str], county: SmallCounty
) -> None:
    counts = answer(county, FIRST, {"A12": said})
    assert (counts["accepted"], counts["refused"]) == (0, 1)
    write_lists.fn(county_at(county.root), FIRST)
    back = listed(county, FIRST, "退回重填_异常数据清单")["A12"]
    assert reason in str(back["退回原因"])
    assert (back["原来填的"] or "", back["原更正后值"] or "", back["原说明"] or "") == said
    assert back["异常编号"] == listed(county, FIRST)["A12"]["异常编号"]


@pytest.mark.parametrize("value", ["已核对", "#N/A", "#REF!", "见附件"])
def test_a_corrected_value_that_says_no_value_goes_back(value: str, county: SmallCounty) -> None:
    counts = answer(county, FIRST, {"A14": ("已更正", value, "")})
    reasons = county.ask("SELECT reason FROM anomaly.answer")
    assert (counts["accepted"], counts["refused"]) == (0, 1) and "更正后值" in str(reasons[0]["reason"])


def test_what_was_refused_is_answered_on_the_sheet_that_came_back(county: SmallCounty) -> None:
    answer(county, FIRST, {"A12": ("情况属实无需更正", "", "")})
    write_lists.fn(county_at(county.root), FIRST)
    path = county.home.outbox(FIRST) / TOWNSHIP / f"退回重填_异常数据清单_{TOWNSHIP}_{FIRST}.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["异常数据清单"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, columns["核实结果"]).value = "已更正"
    sheet.cell(3, columns["更正后值"]).value = "男"
    (county.home.returns(FIRST) / "田横镇报回.xlsx").unlink()
    book.save(county.home.returns(FIRST) / "田横镇重报.xlsx")
    counts = take_returns.fn(county_at(county.root), FIRST, TODAY).flat()
    assert (counts["accepted"], counts["refused"]) == (1, 0)


def test_rows_sorted_without_their_numbers_are_refused(county: SmallCounty) -> None:
    def swap(sheet: Any, columns: dict[str, int]) -> None:
        for row in (3, 4):
            sheet.cell(row, columns["核实结果"]).value = "已更正"
        for heading in ("户编号", "姓名", "身份证"):
            one, other = (sheet.cell(row, columns[heading]) for row in (3, 4))
            one.value, other.value = other.value, one.value

    send_back(county, FIRST, swap)
    counts = take_returns.fn(county_at(county.root), FIRST, TODAY).flat()
    reasons = county.ask("SELECT reason FROM anomaly.answer WHERE state = 'refused'")
    assert (counts["accepted"], counts["refused"]) in ((0, 2), (1, 1), (2, 0))
    assert any("只对部分列排了序" in str(row["reason"]) for row in reasons)


def test_another_months_list_is_refused_and_two_copies_that_agree_are_one(county: SmallCounty) -> None:
    said = {"A12": ("已更正", "男", "")}
    answer(county, FIRST, said)
    counts = answer(county, FIRST, said | {"A14": ("无法核实", "", "")}, "副本.xlsx")
    assert (counts["accepted"], counts["repeated"], counts["refused"]) == (2, 1, 0)
    counts = answer(county, FIRST, {"A12": ("情况属实无需更正", "", "证件如此")}, "又一份.xlsx")
    assert counts["refused"] == 3  # two copies and this one: nobody can say which is meant
    base(county, "2026-11-30", p1={"性别": "男"})
    run(county, SECOND)
    (county.home.returns(SECOND)).mkdir(parents=True)
    (county.home.returns(FIRST) / "副本.xlsx").rename(county.home.returns(SECOND) / "上月的.xlsx")
    counts = take_returns.fn(county_at(county.root), SECOND, TODAY).flat()
    reasons = county.ask("SELECT reason FROM anomaly.answer WHERE month = ? AND state = 'refused'", SECOND)
    assert counts["refused"] == 1 and "别的月份" in str(reasons[0]["reason"])


def test_a_month_run_again_after_its_answers_gives_the_same_list(county: SmallCounty) -> None:
    path = county.home.outbox(FIRST) / TOWNSHIP / f"异常数据清单_{TOWNSHIP}_{FIRST}.xlsx"
    before = path.read_bytes()
    answer(county, FIRST, {"A12": ("已更正", "男", ""), "A14": ("情况属实无需更正", "", "未识别民族")})
    run(county, FIRST)
    assert path.read_bytes() == before


def test_the_same_answers_in_an_old_format_with_columns_moved(county: SmallCounty) -> None:
    import xlwt

    rows = listed(county, FIRST)
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for place, heading in enumerate(("说明", "异常编号", "核实结果", "姓名")):
        sheet.write(0, place, heading)
    for line, (code, row) in enumerate(sorted(rows.items(), reverse=True), start=1):
        for place, value in enumerate(
            ("未识别民族" if code == "A14" else "", row["异常编号"], "属实" if code == "A14" else "", row["姓名"])
        ):
            sheet.write(line, place, value)
    target = county.home.returns(FIRST) / "手工.xls"
    target.parent.mkdir(parents=True)
    book.save(str(target))
    counts = take_returns.fn(county_at(county.root), FIRST, TODAY).flat()
    assert (counts["accepted"], counts["refused"], counts["unanswered"]) == (1, 0, 2)


TRIPS = {"xls-xlsx": ("xls", "xlsx"), "ods": ("ods",), "ods-xls": ("ods", "xls")}


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("trip", TRIPS.values(), ids=list(TRIPS))
def test_a_list_that_was_saved_by_another_program_is_read_as_it_was_answered(
    trip: tuple[str, ...], county: SmallCounty, tmp_path: Path
) -> None:
    said = {
        "A12": ("已更正", "男", ""), "A14": ("情况属实无需更正", "", "未识别民族，至2026年11月"), "B01": ("情况属实无需更正", "", "两人都管事"),
    }  # fmt: skip
    answer(county, FIRST, said)
    question = "SELECT number, result, corrected_value, explanation, valid_until, state, reason FROM anomaly.answer ORDER BY ALL"
    direct = county.ask(question)
    assert [row["state"] for row in direct] == ["accepted", "accepted", "refused"]
    file = county.home.returns(FIRST) / "田横镇报回.xlsx"
    for kind in trip:
        file = saved_as(file, kind, tmp_path)
    (county.home.returns(FIRST) / "田横镇报回.xlsx").unlink()
    shutil.copy(file, county.home.returns(FIRST) / file.name)
    counts = take_returns.fn(county_at(county.root), FIRST, TODAY).flat()
    assert (counts["files"], counts["accepted"], counts["refused"], counts["repeated"]) == (1, 2, 1, 0)
    assert county.ask(question) == direct


def test_answers_to_a_month_that_never_ran_are_refused_as_a_whole(county: SmallCounty) -> None:
    county.home.returns("2026-07").mkdir(parents=True)
    with pytest.raises(FangpinError, match="没有清单可答复"):
        take_returns.fn(county_at(county.root), "2026-07", TODAY)


def test_an_anomaly_tells_its_whole_life(county: SmallCounty) -> None:
    number = str(listed(county, FIRST)["A12"]["异常编号"])
    answer(county, FIRST, {"A12": ("已更正", "男", "按身份证")})
    run(county, SECOND)
    base(county, "2026-12-31", p1={"性别": "男"})
    run(county, THIRD)
    with Engine(county.home.warehouse) as engine:
        found = explain(engine, number)
    assert found is not None
    assert [(step["month"], step["outcome"], step["reason"]) for step in found["since"]] == [
        (FIRST, "anomaly", "new"), (FIRST, "answer_accepted", "已更正；男；按身份证"), (SECOND, "anomaly", "waiting"), (THIRD, "closed", "agreed"),
    ]  # fmt: skip


def test_a_rule_that_fires_on_nearly_everything_is_held_back_and_told(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(1, 61):
        county.person(order, 民族="" if order > 1 else "汉族")
    county.load_base("2026-10-31")
    run(county, FIRST)
    assert set(standing(county, FIRST).values()) == {"held"} and listed(county, FIRST) == {}
    told = county.ask("SELECT location, what FROM ops.attention WHERE location LIKE '异常规则%'")
    assert [row["location"] for row in told] == ["异常规则 A14"] and "触发59条" in str(told[0]["what"])


def test_monitored_households_that_come_and_go_in_crowds_are_told(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(1, 31):
        county.person(
            order, 监测对象类别="边缘易致贫户" if order <= 10 else "", 风险是否已消除="否" if order <= 10 else ""
        )
    county.load_base("2026-10-31")
    run(county, FIRST)
    assert county.ask("SELECT * FROM anomaly.surge") == []
    for order in range(11, 17):
        county.person(order, 监测对象类别="边缘易致贫户", 风险是否已消除="否")
    county.person(1, 监测对象类别="边缘易致贫户", 风险是否已消除="是")
    county.person(2, 监测对象类别="")
    county.load_base("2026-11-30")
    run(county, SECOND)
    whole = county.ask(
        "SELECT monitored_before, entered, relieved, removed, monitored_now, is_surge FROM anomaly.surge WHERE village IS NULL"
    )
    assert [tuple(row.values()) for row in whole] == [(10, 6, 1, 1, 14, True)]


def test_completeness_counts_blanks_by_column_and_township(county: SmallCounty) -> None:
    rows = county.ask(
        "SELECT heading, people, filled, households, filled_heads FROM anomaly.completeness "
        "WHERE month = ? AND column_name IN ('ethnicity', 'sex', 'employer')", FIRST,
    )  # fmt: skip
    assert {row.pop("heading"): tuple(row.values()) for row in rows} == {
        "民族": (4, 3, 3, 2), "性别": (4, 1, 3, 1), "务工企业名称": (4, 0, 3, 0),
    }  # fmt: skip
