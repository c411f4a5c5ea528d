"""报送模板: each can be filled in and is read back without a question."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.utils import get_column_letter

from reports.department.templates import DATA, NOTES, choices_of, columns_of, heading_of, is_needed, write_templates
from sources.catalogue import Catalogue, routed_codes, usual_catalogue
from sources.cleaning.clean import Cleaned, clean
from sources.contract import Column, Feed
from sources.feeds.declared import read_declared
from sources.reading.intake import Intake, take_in
from sources.reading.sheet import route_of
from sources.transports.landing import pull
from sources.values.readers import read_value
from tests.feeds.test_added_feed import FEED
from tests.month.test_county import fangpin
from tests.support import id_number, name
from warehouse.policy.load import load_policy

POLICY = load_policy("jimo")
VALUES: dict[str, Any] = {
    "text": "某事", "yuan": 1234.5, "count": 2, "date": dt.date(2026, 10, 8), "yes_no": "是", "grade": "二级",
    "key": "000123",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The usual feeds and that of CONTRIBUTING.md, so that an added one is among them."""
    file = tmp_path_factory.mktemp("feeds") / "供电公司.toml"
    file.write_text(FEED, encoding="utf-8")
    return usual_catalogue().with_feeds([read_declared(file)])


def value_of(column: Column, order: int) -> Any:
    if column.kind == "id":
        return id_number(order) + ("43" if column.name == "certificate_number" else "")
    if column.kind == "name":
        return name(order)
    if column.codes:
        return next(iter(column.codes))
    return VALUES[column.kind]


def fill_in(file: Path, feed: Feed) -> None:
    """Two persons below the header, as a clerk types them: one with every column, one with what must be filled in."""
    book = openpyxl.load_workbook(file)
    sheet = book[DATA]
    for place, column in enumerate(columns_of(feed), start=1):
        assert sheet.cell(2, place).value == heading_of(column)
        sheet.cell(3, place).value = value_of(column, 7)
        sheet.cell(4, place).value = value_of(column, 8) if is_needed(column) else None
    book.save(file)


@pytest.fixture(scope="module")
def made(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Feed], Path]:
    """The feeds by label, and a folder with all templates, empty."""
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder / "空白", POLICY, [one.name for one in catalogue.departments], {}, catalogue)
    return {feed.label: feed for feed in catalogue.feeds}, folder / "空白"


@pytest.fixture(scope="module")
def read_back(
    made: tuple[dict[str, Feed], Path], catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Intake]:
    """Every template filled in and read again, in its department's folder: the label -> what came of it."""
    by_label, blank = made
    folder = tmp_path_factory.mktemp("filled")
    files = {}
    for file in sorted(blank.rglob("*.xlsx")):
        feed = by_label[file.stem.removeprefix("报送模板_")]
        target = folder / "inbox" / feed.department / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        fill_in(target, feed)
        files[f"{feed.department}/{file.name}"] = feed.label
    intakes = take_in(pull([folder / "inbox"], folder / "landing", catalogue), folder / "grids", catalogue)
    return {files[f"{one.arrival.department}/{one.arrival.name}"]: one for one in intakes}


def cleaned(intake: Intake) -> Cleaned:
    (sheet,) = intake.sheets
    return clean(sheet.rows, route_of(sheet.header) or routed_codes(sheet.header.feed)[0])


def test_there_is_one_for_every_feed(made: tuple[dict[str, Feed], Path], read_back: dict[str, Intake]) -> None:
    assert set(read_back) == set(made[0]) and "独居老人零用电" in read_back and "信访信息" in read_back


def test_a_filled_in_template_is_read_back_without_a_question(
    made: tuple[dict[str, Feed], Path], read_back: dict[str, Intake]
) -> None:
    for label, intake in read_back.items():
        assert intake.refused is None, label
        assert [sheet.header.feed.label for sheet in intake.sheets] == [label]
        header = intake.sheets[0].header
        assert header.unknown == (), label
        assert {name: re.sub(r"^\*", "", taken) for name, taken in header.taken.items()} == {
            column.name: column.headings[0] for column in columns_of(made[0][label])
        }
        assert not [remark for remark in intake.remarks if remark.do], label


def test_its_row_is_kept_and_every_value_is_understood(
    made: tuple[dict[str, Feed], Path], read_back: dict[str, Intake]
) -> None:
    for label, intake in read_back.items():
        result = cleaned(intake)
        assert result.problems.is_empty(), (label, result.problems)
        row, bare = result.rows.sort("row").to_dicts()
        assert (row["status"], row["id_state"], row["id18"]) == ("kept", "valid", id_number(7)), label
        assert (bare["status"], bare["id_state"], bare["id18"]) == ("kept", "valid", id_number(8)), label
        own = {column.name for column in made[0][label].columns} & {c.name for c in columns_of(made[0][label])}
        assert all(row[column] is not None for column in own), label


def test_an_empty_template_sent_by_mistake_holds_nobody(
    made: tuple[dict[str, Feed], Path], catalogue: Catalogue, tmp_path: Path
) -> None:
    intakes = take_in(pull([made[1]], tmp_path / "landing", catalogue), tmp_path / "grids", catalogue)
    assert len(intakes) == len(made[0])
    for intake in intakes:
        assert [sheet.rows.rows.height for sheet in intake.sheets] == [0], intake.arrival.name


def test_a_drop_down_offers_what_is_read_as_itself(catalogue: Catalogue) -> None:
    for feed in catalogue.feeds:
        for column in feed.columns:
            offered = choices_of(column)
            read = pl.DataFrame({"said": offered}, schema={"said": pl.String})
            values = read.select(read_value(pl.col("said"), column)).to_series().to_list()
            assert values == ([1, 2, 3, 4] if column.kind == "grade" else list(offered)), column.name


def test_columns_are_formatted_and_checked_by_their_kind(made: tuple[dict[str, Feed], Path]) -> None:
    formats = {"id": "@", "key": "@", "name": "@", "date": "yyyy-mm-dd", "yuan": "0.00"}
    checks = {
        "id": "textLength",
        "date": "date",
        "yuan": "decimal",
        "count": "whole",
        "yes_no": "list",
        "grade": "list",
    }
    for label, feed in made[0].items():
        (file,) = made[1].rglob(f"报送模板_{label}.xlsx")
        sheet = openpyxl.load_workbook(file)[DATA]
        checked = {
            str(one.sqref).rstrip("0123456789").split(":")[0]: one for one in sheet.data_validations.dataValidation
        }
        for place, column in enumerate(columns_of(feed), start=1):
            letter = get_column_letter(place)
            # neighbours that look alike stand in the file as one
            style = next(one for one in sheet.column_dimensions.values() if one.min <= place <= one.max)
            if column.kind in formats:
                assert style.number_format == formats[column.kind], (label, column.name)
            check = checked.get(f"{letter}3")
            if column.kind in checks:
                assert check is not None and check.type == checks[column.kind], (label, column.name)
                assert f"{letter}3:{letter}5002" == str(check.sqref)
            if column.kind == "id":
                assert check is not None and check.errorStyle == "warning"
            if column.kind == "code":
                assert check is not None and next(iter(column.codes)) in str(check.formula1), (label, column.name)
            if column.kind == "yuan":
                assert check is not None and float(check.formula1) == (column.at_least or 0)
            if column.kind == "key":
                assert check is None


def test_needed_columns_stand_out_and_the_notes_say_each_column(made: tuple[dict[str, Feed], Path]) -> None:
    for label, feed in made[0].items():
        (file,) = made[1].rglob(f"报送模板_{label}.xlsx")
        book = openpyxl.load_workbook(file)
        assert book.sheetnames == [DATA, NOTES]
        told = "\n".join(str(row[1]) for row in book[NOTES].iter_rows(values_only=True))
        for place, column in enumerate(columns_of(feed), start=1):
            cell = book[DATA].cell(2, place)
            assert str(cell.value).startswith("*") is is_needed(column)
            assert (cell.font.color is not None and cell.font.color.rgb == "FFC00000") is is_needed(column)
            assert f"“{column.headings[0]}”（{'必填' if is_needed(column) else '有就填'}）" in told
        assert ("没有的不用报" in told) is not feed.awaited and "电话" in told
        assert ("当年第一次" in told) is (feed.code == "medical_expense")
        assert book[DATA].max_row <= 3 and not any(cell.value for cell in book[DATA][3])


def test_where_one_of_several_will_do_only_the_best_is_asked_for() -> None:
    medical = next(feed for feed in usual_catalogue().feeds if feed.code == "medical_expense")
    assert [column.name for column in columns_of(medical) if is_needed(column)] == [
        "person_name", "person_id_number", "self_paid_ytd_yuan",
    ]  # fmt: skip


def test_a_roster_is_told_so(tmp_path: Path) -> None:
    write_templates(tmp_path, POLICY, ["民政局"], {"dibao": "roster"}, usual_catalogue())
    told = {}
    for label in ("农村低保", "低保边缘家庭"):
        rows = openpyxl.load_workbook(tmp_path / "民政局" / f"报送模板_{label}.xlsx")[NOTES].iter_rows(values_only=True)
        told[label] = "\n".join(str(row[1]) for row in rows)
    assert "全部在册" in told["农村低保"] and "只报上月" in told["低保边缘家庭"]


def test_the_same_template_has_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for folder in ("一", "二"):
        write_templates(tmp_path / folder, POLICY, ["残联"], {}, usual_catalogue())
        (file,) = (tmp_path / folder).rglob("*.xlsx")
        digests.append(hashlib.sha256(file.read_bytes()).hexdigest())
    assert digests[0] == digests[1]


def test_the_command_writes_those_of_the_departments_named(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "供电公司.toml").write_text(FEED, encoding="utf-8")
    (tmp_path / "settings.toml").write_text('added_feeds = ["供电公司"]\n', encoding="utf-8")
    ran = fangpin("templates", "国网", "残疾人联合会", "--home", tmp_path, "--json")
    told = json.loads(ran.out)
    assert ran.status == 0 and [row["department"] for row in told["templates"]] == ["残联", "供电公司"]
    for row in told["templates"]:
        file = tmp_path / "outbox" / "模板" / row["department"] / f"报送模板_{row['label']}.xlsx"
        assert file.is_file() and str(file) == row["file"]
    wrong = fangpin("templates", "银行", "--home", tmp_path)
    assert wrong.status == 2 and "供电公司" in wrong.err.replace("\n", "")
    assert fangpin("templates", "--home", tmp_path / "nowhere").status == 2
