"""A sheet past what a person can use lists the worst, says so, and has all of it in a file for the machine beside the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from reports.catalogue import workbooks
from reports.county.quality import INCLUSION
from reports.facts import Facts
from reports.outbox import write_books
from reports.readers import Readers
from reports.township.anomalies import ANOMALIES, ANOMALY_LIST, BY_RULE, BY_VILLAGE
from reports.workbooks.layout import Scope, Sheet, Workbook
from reports.workbooks.writer import write_workbook
from sources.catalogue import usual_catalogue
from sources.errors import FangpinError
from tests.support import id_number, name, pipe_table
from warehouse import tables
from warehouse.engine import Engine
from warehouse.policy.load import load_policy

MONTH, TOWNSHIP = "2026-10", "田横镇"
POLICY = load_policy("jimo")
WRONG = pipe_table("""
| 村   | 户 | 规则 | 程度 |
|------|----|------|------|
| 东村 | 1  | A02  | 低   |
| 东村 | 1  | A01  | 高   |
| 东村 | 2  | B01  | 中   |
| 西村 | 3  | A02  | 低   |
| 西村 | 3  | A01  | 高   |
""")
VILLAGES = pipe_table("""
| 村   | 重点户 | 曾纳入 |
|------|--------|--------|
| 东村 | 40     | 1      |
| 南村 | 30     | 2      |
| 西村 | 20     | 3      |
""")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A township with five anomalies in two villages, and a county of three villages."""
    with Engine(None, usual_catalogue()) as engine:
        engine.insert(tables.ANOMALY, [
            {
                "month": MONTH, "number": f"{row['规则']}-{place}", "township": TOWNSHIP, "village": row["村"], "acts": "镇街", "is_asked": True,
                "household_id": row["户"], "person_name": "=1+1" if place == 1 else name(place), "person_number": id_number(place),
                "rule_code": row["规则"], "severity": row["程度"], "category": "基础信息", "says": "不对", "months_seen": 1, "guidance": "请核对",
            }
            for place, row in enumerate(WRONG)
        ])  # fmt: skip
        engine.insert(tables.INCLUSION, [
            {
                "month": MONTH, "township": TOWNSHIP, "village": row["村"], "key_households": int(row["重点户"]), "standing": "usual",
                "included": int(row["曾纳入"]), "expected_included": 10, "is_found_true": False,
            }
            for row in VILLAGES
        ])  # fmt: skip
        yield engine


def written(engine: Engine, sheets: tuple[Sheet, ...], scope: Scope, folder: Path) -> Any:
    """The workbook of these sheets, as the outbox writes it."""
    book = Workbook("清单", "list", scope, sheets, comes_back=scope == "township")
    place = TOWNSHIP if scope == "township" else ""
    with Readers(engine, MONTH, [place]) as readers:
        write_books(readers, (book,), Facts(MONTH, POLICY, place), place, folder, b"key")
    return openpyxl.load_workbook(next(folder.glob("*.xlsx")))


def column(sheet: Any, heading: str) -> list[object]:
    place = [cell.value for cell in sheet[2]].index(heading)
    return [row[place] for row in sheet.iter_rows(min_row=3, values_only=True)]


@pytest.fixture
def cut(engine: Engine, tmp_path: Path) -> Any:
    sheets = (replace(ANOMALY_LIST, rows_at_most=3), BY_RULE, BY_VILLAGE)
    return written(engine, sheets, "township", tmp_path)


def test_the_gravest_are_listed_in_the_order_of_the_list(cut: Any) -> None:
    assert column(cut[ANOMALY_LIST.name], "异常编号") == ["A01-1", "B01-2", "A01-4"]


def test_the_sheet_says_how_many_there_are_and_where(cut: Any, tmp_path: Path) -> None:
    (file,) = tmp_path.glob("*.csv")
    assert file.name == f"清单_{TOWNSHIP}_{MONTH}_{ANOMALY_LIST.name}_全部.csv"
    title = str(cut[ANOMALY_LIST.name]["A1"].value)
    assert "共5条" in title and f"共5行，这里只列3行；全部在同一文件夹的《{file.name}》中" in title


def test_the_file_has_every_row_under_the_headings_of_the_sheet(cut: Any, tmp_path: Path) -> None:
    (file,) = tmp_path.glob("*.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = pl.read_csv(file, infer_schema=False)
    asked = {"核实结果", "更正后值", "说明"}
    assert rows.columns == [cell.value for cell in cut[ANOMALY_LIST.name][2] if cell.value not in asked]
    assert rows["异常编号"].str.strip_chars().to_list() == ["A01-1", "A02-0", "B01-2", "A01-4", "A02-3"]


def test_excel_neither_rounds_a_number_of_the_file_nor_computes_a_name(cut: Any, tmp_path: Path) -> None:
    rows = pl.read_csv(next(tmp_path.glob("*.csv")), infer_schema=False)
    assert rows["身份证"].to_list()[0] == f"\t{id_number(1)}"
    assert rows["姓名"].to_list()[:2] == ["\t=1+1", name(0)]


def test_what_is_not_listed_is_summed_up_by_rule_and_by_village(cut: Any) -> None:
    assert cut.sheetnames == [ANOMALY_LIST.name, BY_RULE.name, BY_VILLAGE.name, "_meta"]
    assert column(cut[BY_RULE.name], "规则编号") == ["A01", "B01", "A02", "合计"]
    assert column(cut[BY_RULE.name], "异常") == [2, 1, 2, 5]
    assert column(cut[BY_RULE.name], "涉及户数")[:3] == [2, 1, 2]  # of several rules: not to be added up
    assert column(cut[BY_VILLAGE.name], "村") == ["东村", "西村", "合计"]
    assert column(cut[BY_VILLAGE.name], "高") == [1, 1, 2]


def test_a_list_that_a_person_can_use_is_whole_and_alone(engine: Engine, tmp_path: Path) -> None:
    book = written(engine, (replace(ANOMALY_LIST, rows_at_most=5), BY_RULE, BY_VILLAGE), "township", tmp_path)
    assert book.sheetnames == [ANOMALY_LIST.name, "_meta"] and len(column(book[ANOMALY_LIST.name], "异常编号")) == 5
    assert list(tmp_path.glob("*.csv")) == [] and "这里只列" not in str(book[ANOMALY_LIST.name]["A1"].value)


def test_the_sums_are_those_of_all_rows(engine: Engine, tmp_path: Path) -> None:
    sheet = written(engine, (replace(INCLUSION, rows_at_most=2),), "county", tmp_path)[INCLUSION.name]
    assert column(sheet, "村")[:2] == ["东村", "南村"]
    assert column(sheet, "重点户数") == [40, 30, 90]


def test_what_a_township_verifies_and_what_the_county_keeps_of_it_is_never_cut() -> None:
    cut = {sheet.query for book in workbooks(POLICY) for sheet in book.sheets if sheet.rows_at_most}
    assert not cut & {"ledger", "visits", "progress", "carried", "suspected", "county_ledger", "corrections"}
    assert {"anomalies", "quality_by_village", "inclusion", "surge", "repeated"} <= cut


def test_a_sheet_that_sums_up_is_of_one_that_may_be_cut() -> None:
    summed = {sheet.sums_up for book in workbooks(POLICY) for sheet in book.sheets if sheet.sums_up}
    names = {sheet.name for book in workbooks(POLICY) for sheet in book.sheets if sheet.rows_at_most}
    assert summed <= names and ANOMALIES.sheets[0].name in summed


def test_more_rows_than_excel_holds_are_refused_and_not_left_out(tmp_path: Path) -> None:
    rows = [{"household_id": "1"}] * 1_048_574
    book = Workbook("清单", "list", "township", (ANOMALY_LIST,))
    with pytest.raises(FangpinError, match="1048575行.*Excel装不下"):
        write_workbook(tmp_path / "清单.xlsx", book, {}, defaultdict(str), {ANOMALY_LIST.name: [*rows, *rows[:1]]})
