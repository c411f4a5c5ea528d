"""The arrival board as people read it: on the screen, in the workbooks, among the matters to look at, for analysts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from flows.settings import load_settings, open_county
from reports.screen import arrivals_of, attention_of, board_of
from sources.catalogue import usual_catalogue
from sources.errors import PolicyError
from sources.reading.intake import take_in
from sources.reading.taken import column_letter, taken_headings
from sources.transports.landing import pull
from tasks.lists import write_lists
from tasks.publish import publish
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.contacts import replace_contacts
from warehouse.engine import Engine

USUAL = usual_catalogue()
BEFORE, MONTH = "2026-09", "2026-10"
CONTACT, PHONE = "某某某", "0532-88880000"


def aid(order: int, reason: str = "救助原因") -> dict[str, str]:
    return {"姓名": name(order), "身份证号": id_number(order), reason: "火灾", "救助金额": "800"}


def workbook(path: Path, rows: list[list[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    file.save(path)
    return path


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """Thirty rows of aid in September; in October five, the amount under a name that nobody knows, and a damaged number."""
    county = SmallCounty(tmp_path_factory.mktemp("told"))
    for order in range(30):
        county.person(order)
    county.load_base()
    county.send(BEFORE, "民政局", "九月临时救助.csv", [aid(order) for order in range(30)])
    dropout = {"姓名": name(1), "身份证号": id_number(1), "学校": "区一中", "辍学原因": "厌学"}
    again = county.send(BEFORE, "教体局", "失学辍学名单.csv", [dropout])
    county.send(MONTH, "教体局", "十月失学辍学.csv", [dropout])
    people: list[list[object]] = [[name(order), None, id_number(order), "火灾", "800", "某人"] for order in range(4)]
    people.append([name(4), None, id_number(4)[:-2] + "0X", "火灾", "800", "某人"])
    header: list[object] = ["申请人姓名", None, "身份证号", "致困\n原因", "救助款", "网格员"]
    workbook(county.home.inbox(MONTH) / "民政局" / "十月临时救助.xlsx", [["临时救助名单"], header, *people])
    for file in (again, *county.home.inbox(MONTH).rglob("*.csv")):
        os.utime(file, (1_793_600_000, 1_793_600_000))
    with Engine(county.home.warehouse) as engine:
        replace_contacts(engine, {"民政局": f"{CONTACT} {PHONE}"})
    for month in (BEFORE, MONTH):
        county.run(month)
    write_lists.fn(county_at(county.root), MONTH)
    return county


def sheet(county: SmallCounty, path: str, sheet: str) -> list[dict[str, Any]]:
    found = openpyxl.load_workbook(county.home.outbox(MONTH) / path)[sheet]
    headings = [cell.value for cell in found[2]]
    return [dict(zip(headings, row, strict=True)) for row in found.iter_rows(min_row=3, values_only=True)]


FEEDBACK = f"部门/民政局/数据问题反馈_民政局_{MONTH}.xlsx"
ARRIVAL = f"县级/到报情况_{MONTH}.xlsx"
SAID = "本月5行，上月30行；2026-09有“救助金额”列，本月没有；新出现不认识的列“救助款”等2列"


def test_the_board_tells_what_is_odd_and_whom_to_ask(county: SmallCounty) -> None:
    row = next(row for row in sheet(county, ARRIVAL, "到报情况") if row["信息"] == "临时救助")
    assert (row["状态"], row["行数"], row["上月行数"], row["前几月中位数"]) == ("迟报", 5, 30, 30)
    assert row["提示"] == "缩小、列缺少"
    assert row["说明"].startswith(SAID) and "请与民政局核实是否漏报。" in row["下一步"]
    assert row["联系人"] == f"{CONTACT} {PHONE}"
    late = {row["信息"]: row["状态"] for row in sheet(county, ARRIVAL, "到报情况")}
    assert late["义务教育阶段失学辍学"] == "已报" and late["农村低保"] == "未报"


def test_a_matter_names_the_contact_and_stands_once(county: SmallCounty) -> None:
    with Engine(county.home.warehouse, read_only=True) as engine:
        matters = attention_of(engine, MONTH)
    (odd,) = [row for row in matters if row["place"] == "民政局 临时救助"]
    assert odd["what"] == SAID
    assert odd["todo"].endswith(f"联系人：民政局 {CONTACT} {PHONE}。")
    assert [row["what"] for row in matters if row["place"] == "民政局"].count("没有收到“农村低保”") == 1
    assert not [row for row in matters if CONTACT in row["todo"] and row["department"] != "民政局"]


def test_the_screen_reads_the_same_board(county: SmallCounty) -> None:
    with Engine(county.home.warehouse, read_only=True) as engine:
        board, arrivals = board_of(engine, MONTH), arrivals_of(engine, MONTH)
    (odd,) = [row for row in board if row["flags"] == "缩小、列缺少"]
    assert (odd["note"], odd["contact"]) == (SAID, f"{CONTACT} {PHONE}")
    missing = {row["feeds"] for row in arrivals if row["state"] == "missing"}
    assert missing == {row["label"] for row in board if row["state"] == "missing"} and len(missing) == 10


def test_what_was_taken_for_what_stands_in_both_workbooks(county: SmallCounty) -> None:
    columns = [
        tuple(row[heading] for heading in ("列", "列名", "用作", "与上次来文相比"))
        for row in sheet(county, FEEDBACK, "列名对照")
    ]
    assert columns == [
        ("A", "申请人姓名", "姓名", "2026-09写作“姓名”"),
        ("C", "身份证号", "身份证号码", None),  # B holds nothing and has no heading
        ("D", "致困原因", "救助原因", "2026-09写作“救助原因”"),
        ("E", "救助款", "不认识", "新出现"),
        ("F", "网格员", "不认识", "新出现"),
        (None, "救助金额", "本月没有", "2026-09用作“救助金额”"),
    ]
    departments = {row["部门"] for row in sheet(county, ARRIVAL, "列名对照")}
    assert departments == {"民政局", "教体局"}


def test_a_department_reads_what_to_mend_first(county: SmallCounty) -> None:
    file = openpyxl.load_workbook(county.home.outbox(MONTH) / FEEDBACK)
    assert file.sheetnames[0] == "怎样改"
    assert f"请转联系人 {CONTACT} {PHONE}。" in str(file["怎样改"]["A1"].value)
    lines = sheet(county, FEEDBACK, "怎样改")
    assert [line["序号"] for line in lines] == list(range(1, len(lines) + 1)) and len(lines) <= 6
    assert (lines[0]["问题"], lines[0]["处数"]) == ("没有收到", 4)
    assert lines[1]["问题"] == SAID
    number = next(line for line in lines if line["问题"].startswith("号码的位数"))
    assert number["在哪里"] == "十月临时救助.xlsx 工作表“Sheet” C列“身份证号” 第7行"
    (problem,) = sheet(county, FEEDBACK, "数据问题")
    assert (problem["行号"], problem["列"]) == ("第7行", "C列 身份证号")


def test_another_department_hears_nothing_of_it(county: SmallCounty) -> None:
    path = f"部门/教体局/数据问题反馈_教体局_{MONTH}.xlsx"
    file = openpyxl.load_workbook(county.home.outbox(MONTH) / path)
    text = str([row for one in file.worksheets for row in one.iter_rows(values_only=True)])
    assert CONTACT not in text and "救助" not in text


def test_analysts_read_the_board_without_the_contacts(county: SmallCounty) -> None:
    publish.fn(county_at(county.root))
    question = (
        "SELECT state, row_count, rows_last_month, median_rows, flags, arrived_on IS NOT NULL, headings_moved "
        f"FROM mart.feed_arrival WHERE month = '{MONTH}' AND feed = 'temporary_aid'"
    )
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        assert client.sql(question).fetchall() == [("late", 5, 30, 30.0, "缩小、列缺少", True, 5)]
        assert client.sql("SELECT COUNT(*) FROM mart.feed_file").fetchall() == [(4,)]
        for (table,) in client.sql("SELECT table_name FROM duckdb_tables()").fetchall():
            text = str(client.sql(f"SELECT * FROM mart.{table}").fetchall())
            assert CONTACT not in text and PHONE not in text


def test_ignored_headings_are_told_from_unknown_ones(tmp_path: Path) -> None:
    workbook(tmp_path / "in" / "民政局" / "临时救助.xlsx", [
        ["序号", "姓名", "身份证号", "救助金额", "备注", "网格员"], [1, name(1), id_number(1), 800, "", ""],
    ])  # fmt: skip
    (intake,) = take_in(pull([tmp_path / "in"], tmp_path / "landing", USUAL), tmp_path / "grids", USUAL)
    found = {
        (one.column_letter, one.heading): (one.use, one.column_name) for one in taken_headings(intake.sheets[0].rows)
    }
    assert found == {
        ("A", "序号"): ("ignored", ""), ("B", "姓名"): ("read", "person_name"), ("C", "身份证号"): ("read", "person_id_number"),
        ("D", "救助金额"): ("read", "aid_yuan"), ("E", "备注"): ("ignored", ""), ("F", "网格员"): ("unknown", ""),
    }  # fmt: skip


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_a_home_of_an_older_version_gets_the_new_columns(tmp_path: Path) -> None:
    home = SmallCounty(tmp_path).home
    home.warehouse.parent.mkdir(parents=True)
    with duckdb.connect(str(home.warehouse)) as old:
        old.execute("CREATE SCHEMA ops")
        old.execute("CREATE TABLE ops.feed_file (month VARCHAR, file_id VARCHAR, state VARCHAR)")
        old.execute("INSERT INTO ops.feed_file VALUES ('2026-08', 'f', 'read')")
    with Engine(home.warehouse) as engine:
        assert engine.rows("SELECT month, arrived_on FROM ops.feed_file") == [{"month": "2026-08", "arrived_on": None}]


@pytest.mark.parametrize("table", ["contacts.民政", 'contacts."民政局"'])
def test_contacts_are_read_from_settings_under_the_departments_own_name(tmp_path: Path, table: str) -> None:
    home = SmallCounty(tmp_path).home
    home.settings.write_text(f'[{table}]\nname = "{CONTACT}"\nphone = "{PHONE}"\n', encoding="utf-8")
    assert open_county(home).contacts == {"民政局": f"{CONTACT} {PHONE}"}


def test_an_address_in_the_settings_is_refused_and_not_repeated(tmp_path: Path) -> None:
    home = SmallCounty(tmp_path).home
    home.settings.write_text('notify = ["wecombot://a-secret-key"]\n', encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_settings(home)
    assert "a-secret-key" not in str(refused.value) and "notify" in str(refused.value)
