"""Errors, formulas without a result, serial days of 1904, hidden rows: what becomes of them in a month."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.corpus import makers as m
from tests.support import SmallCounty, id_number, name

MONTH = "2026-10"
AID: list[object] = ["姓名", "身份证号", "救助原因", "救助金额", "救助时间"]
GRADE = ["姓名", "身份证号", "鉴定等级", "是否唯一住房"]


@pytest.fixture
def county(tmp_path: object) -> SmallCounty:
    county = SmallCounty(tmp_path)  # type: ignore[arg-type]
    county.person(0)
    county.person(1)
    county.load_base()
    return county


def send(county: SmallCounty, department: str, file: str, data: bytes) -> None:
    path = county.home.inbox(MONTH) / department / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    county.run(MONTH)


def problems(county: SmallCounty) -> set[tuple[int, str]]:
    rows = county.ask("SELECT row_number, problem FROM raw.problem WHERE month = ?", MONTH)
    return {(int(str(row["row_number"])), str(row["problem"])) for row in rows}


@pytest.mark.parametrize(
    ("number", "is_error"), [("#N/A", True), ("=VLOOKUP(A2,B:C,2,0)", True), ("", False), ("无", False)]
)
def test_a_number_at_error_is_told_as_such_and_looked_for_by_name(
    county: SmallCounty, number: str, is_error: bool
) -> None:
    rows: list[list[object]] = [AID, [name(0), number, "火灾", 800, "2026-10-09"]]
    send(county, "民政局", "临时救助.xlsx", m.xlsx(rows))
    assert county.outcomes(MONTH) == {("临时救助.xlsx", 2): "疑似"}
    told = {text for _, text in problems(county)}
    assert ("号码处是公式错误，或是没有结果的公式" in told) == is_error


def test_an_error_in_a_csv_is_one_too(county: SmallCounty) -> None:
    send(county, "民政局", "临时救助.csv", m.csv_of([AID, [name(0), "#REF!", "火灾", 800, "2026-10-09"]]))
    assert county.outcomes(MONTH) == {("临时救助.csv", 2): "疑似"}


@pytest.mark.parametrize("grade", ["#N/A", "=D2"])
def test_a_needed_value_at_error_is_rejected_as_unreadable_and_not_as_blank(county: SmallCounty, grade: str) -> None:
    rows = [GRADE, [name(0), id_number(0), grade, "是"], [name(1), id_number(1), "D", "是"]]
    send(county, "住建局", "住房鉴定.xlsx", m.xlsx(rows))
    assert county.outcomes(MONTH) == {("住房鉴定.xlsx", 2): "rejected", ("住房鉴定.xlsx", 3): "warned"}
    assert (2, "“鉴定等级”的写法无法识别，无法判断是否应预警") in problems(county)


def test_another_value_at_error_is_told_and_the_row_is_used(county: SmallCounty) -> None:
    send(county, "民政局", "临时救助.xlsx", m.xlsx([AID, [name(0), id_number(0), "火灾", "#DIV/0!", "2026-10-09"]]))
    assert county.outcomes(MONTH) == {("临时救助.xlsx", 2): "warned"}
    assert (2, "“救助金额”的写法无法识别，本行其余内容照用") in problems(county)


@pytest.mark.parametrize("is_1904", [False, True])
def test_serial_days_are_counted_from_where_the_workbook_counts(county: SmallCounty, is_1904: bool) -> None:
    def finish(book: openpyxl.Workbook) -> None:
        if is_1904:
            book.epoch = CALENDAR_MAC_1904

    serial = 46304 - (1462 if is_1904 else 0)
    rows: list[list[object]] = [AID, [name(0), id_number(0), "火灾", 800, serial]]
    send(county, "民政局", "临时救助.xlsx", m.xlsx(rows, finish=finish))
    (row,) = county.ask("SELECT event_month FROM raw.feed_row WHERE month = ?", MONTH)
    assert row["event_month"] == "2026-10"


def test_hidden_rows_are_warned_of_and_said(county: SmallCounty) -> None:
    def finish(book: openpyxl.Workbook) -> None:
        book.active.row_dimensions[2].hidden = True

    rows: list[list[object]] = [AID, *([name(n), id_number(n), "火灾", 800, "2026-10-09"] for n in range(2))]
    send(county, "民政局", "临时救助.xlsx", m.xlsx(rows, finish=finish))
    assert set(county.outcomes(MONTH).values()) == {"warned"}
    (file,) = county.ask("SELECT note FROM ops.feed_file WHERE month = ?", MONTH)
    assert file["note"] == "工作表“Sheet1”第2行是隐藏的或被筛选掉的，已照常读取"


def test_a_sheet_that_cannot_be_read_is_named_and_the_others_are_warned_of(county: SmallCounty) -> None:
    def second(book: openpyxl.Workbook) -> None:
        book.create_sheet("续表").append(AID)

    rows: list[list[object]] = [AID, [name(0), id_number(0), "火灾", 800, "2026-10-09"]]
    whole = m.xlsx(rows, finish=second)
    data = m.replaced(whole, "xl/worksheets/sheet2.xml", lambda xml: xml[:-60])
    send(county, "民政局", "临时救助.xlsx", data)
    assert county.outcomes(MONTH) == {("临时救助.xlsx", 2): "warned"}
    (file,) = county.ask("SELECT note FROM ops.feed_file WHERE month = ?", MONTH)
    assert "工作表“续表”没有读出：工作表已损坏，读不下去" in str(file["note"])
