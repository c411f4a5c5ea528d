"""Files as they come: containers, layouts, footers; what cannot be used is refused by name and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import xlwt

from sources.catalogue import usual_catalogue
from sources.reading.intake import Intake, take_in
from sources.transports.landing import pull
from tests.support import id_number, name

HEADINGS = ["序号", "姓名", "身份证号", "救助原因", "救助金额（元）", "救助时间"]
PEOPLE = [[str(order + 1), name(order), id_number(order), "火灾", "800", "2026-10-09"] for order in range(3)]
TITLE = ["临时救助发放花名册", "", "", "", "", ""]
UNIT = ["填报单位：", "", "", "填报时间：2026年11月2日", "", ""]
FOOTERS = [
    ["合计", "", "", "", "2400", ""],
    ["填报人：", "", "", "审核人：", "", ""],
    ["备注：以上人员均已公示", "", "", "", "", ""],
]
SHEET = [TITLE, UNIT, HEADINGS, *PEOPLE, *FOOTERS]


def as_xlsx(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


def as_xls(path: Path, rows: list[list[str]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(at, place, cell)
    book.save(str(path))


def as_text(path: Path, rows: list[list[str]], encoding: str, delimiter: str = ",") -> None:
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding=encoding)


def taken(folder: Path, department: str = "民政局") -> dict[str, Intake]:
    arrivals = pull([folder], folder.parent / "landing", department or usual_catalogue())
    return {intake.arrival.name: intake for intake in take_in(arrivals, folder.parent / "grids", usual_catalogue())}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_one_table_in_every_container_gives_the_same_rows(inbox: Path) -> None:
    as_xlsx(inbox / "临时救助1.xlsx", {"Sheet1": SHEET})
    as_xlsx(inbox / "临时救助2.XLS", {"Sheet1": SHEET})
    as_xls(inbox / "临时救助3 .xls", SHEET)
    as_text(inbox / "临时救助4.csv", SHEET, "gb18030")
    as_text(inbox / "临时救助5.csv", SHEET, "utf-8-sig")
    as_text(inbox / "临时救助6.txt", SHEET, "utf-16", "\t")
    as_text(inbox / "临时救助7.csv", SHEET, "utf-8", ";")
    found = taken(inbox)
    assert len(found) == 7
    for intake in found.values():
        (sheet,) = intake.sheets
        assert sheet.header.feed.code == "temporary_aid"
        assert sheet.rows.rows["row"].to_list() == [4, 5, 6]
        assert sheet.rows.rows["person_id_number"].to_list() == [row[2] for row in PEOPLE]
        assert sheet.rows.set_apart == len(FOOTERS)


def test_blank_lines_numbered_blanks_and_a_repeated_header_are_set_apart_and_counted(inbox: Path) -> None:
    rows = [HEADINGS, PEOPLE[0], [""] * 6, HEADINGS, PEOPLE[1], ["3", "", "", "", "", ""], ["4", "", "", "", "", ""]]
    as_xlsx(inbox / "临时救助.xlsx", {"Sheet1": rows})
    (sheet,) = taken(inbox)["临时救助.xlsx"].sheets
    assert sheet.rows.rows["row"].to_list() == [2, 5]
    assert sheet.rows.set_apart == 3


def test_a_number_cell_is_known_to_be_one(inbox: Path) -> None:
    with xlsxwriter.Workbook(inbox / "临时救助.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["1", name(0), 370282196412175955, "火灾", 800, "2026-10-09"])
    (read,) = taken(inbox)["临时救助.xlsx"].sheets
    assert read.rows.rows["person_id_number__number"].to_list() == [True]


def test_data_on_several_sheets_behind_a_cover(inbox: Path) -> None:
    as_xlsx(
        inbox / "临时救助.xlsx",
        {"封面": [["关于报送名单的函"]], "田横镇": [HEADINGS, PEOPLE[0]], "金口镇": [HEADINGS, PEOPLE[1]]},
    )
    intake = taken(inbox)["临时救助.xlsx"]
    assert [sheet.name for sheet in intake.sheets] == ["田横镇", "金口镇"]
    assert [(remark.text, remark.do) for remark in intake.remarks] == [("工作表“封面”没有找到表头，未读取", "")]


def test_a_sheet_of_people_without_a_header_must_be_looked_at(inbox: Path) -> None:
    as_xlsx(inbox / "临时救助.xlsx", {"一": [HEADINGS, PEOPLE[0]], "二": [PEOPLE[1], PEOPLE[2]]})
    intake = taken(inbox)["临时救助.xlsx"]
    assert [remark.do != "" for remark in intake.remarks] == [True]


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("空.xlsx", b"", "空的"),
        ("网页.xls", b"<html><frameset><frame src=a.htm></frameset></html>", "网页"),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 200, "损坏"),
        ("扫描.xlsx", b"%PDF-1.4 ......", "不是电子表格"),
        ("半个.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "损坏"),
        ("乱.csv", bytes(range(128, 256)) * 4, "文字编码"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_by_name_and_the_others_go_on(
    inbox: Path, file: str, data: bytes, told: str
) -> None:
    (inbox / file).write_bytes(data)
    as_xlsx(inbox / "临时救助.xlsx", {"Sheet1": SHEET})
    found = taken(inbox)
    refused = found[file].refused
    assert refused is not None and told in str(refused) and refused.do
    assert len(found["临时救助.xlsx"].sheets) == 1


def test_a_cell_at_the_far_end_of_the_sheet_costs_no_other_row(inbox: Path) -> None:
    with xlsxwriter.Workbook(inbox / "临时救助（末格）.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(SHEET):
            sheet.write_row(at, 0, row)
        sheet.write_string(1_048_575, 16_383, "x")
    (read,) = taken(inbox)["临时救助（末格）.xlsx"].sheets
    assert read.rows.rows["row"].to_list() == [4, 5, 6, 1_048_576]


@pytest.mark.parametrize(
    ("file", "headings", "told"),
    [
        ("培训签到表.xlsx", ["姓名", "单位", "签字"], "没有找到表头"),
        ("名单.xlsx", ["姓名", "身份证号", "单位"], "看不出是哪一类"),
        ("临时救助.xlsx", ["序号", "姓名", "救助原因", "救助金额"], "“身份证号码”列"),
        ("临时救助表.xlsx", ["", "", "", ""], "没有找到表头"),
    ],
)  # fmt: skip
def test_unknown_files_and_broken_headers_are_told(inbox: Path, file: str, headings: list[str], told: str) -> None:
    as_xlsx(inbox / file, {"Sheet1": [headings, ["1", name(0), id_number(0), "火灾"]]})
    refused = taken(inbox)[file].refused
    assert refused is not None and told in str(refused), str(refused)


def test_a_file_in_the_wrong_folder_is_read_for_what_it_is(inbox: Path) -> None:
    rows = [["姓名", "身份证号", "年度累计个人负担"], [name(0), id_number(0), "30000"]]
    as_xlsx(inbox / "10月名单.xlsx", {"Sheet1": rows})
    intake = taken(inbox, "残联")["10月名单.xlsx"]
    assert [sheet.header.feed.code for sheet in intake.sheets] == ["medical_expense"]
    assert any("医保局" in remark.text and remark.do for remark in intake.remarks)


def test_the_rows_of_a_file_do_not_depend_on_its_name_or_folder(inbox: Path, tmp_path: Path) -> None:
    as_xlsx(inbox / "临时救助.xlsx", {"Sheet1": SHEET})
    (inbox / "子文件夹").mkdir()
    (inbox / "子文件夹" / "~$临时救助.xlsx").write_bytes(b"lock")
    as_xlsx(inbox / "子文件夹" / "10月临时救助终稿.xlsx", {"Sheet1": SHEET})
    found = taken(inbox)
    assert sorted(found) == ["临时救助.xlsx", "子文件夹/10月临时救助终稿.xlsx"]
    frames = [intake.sheets[0].rows.rows for intake in found.values()]
    assert frames[0].equals(frames[1])
    assert isinstance(frames[0], pl.DataFrame)
