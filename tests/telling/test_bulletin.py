"""季通报: figures against what the warehouse holds, a document that Word can edit, and what becomes of an edited one."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import zipfile
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest
from lxml import etree

from flows.operations import write_bulletin
from reports.bulletin.bulletin import BULLETIN
from reports.bulletin.problems import problems_told
from reports.bulletin.quarter import Quarter, quarter_or_refuse
from reports.bulletin.told import ordinal
from reports.documents.charts import C
from reports.documents.document import OF_NO_TIME, template_of
from reports.queries import query_of
from reports.screen import progress_of
from sources.errors import FangpinError, PolicyError, UsageError
from sources.months import month_end, shift
from sources.synthetic.returned import fill_ledgers
from tasks.bulletin import make_bulletin
from tasks.dispatch import dispatch
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import SmallCounty, as_of_before, county_at, id_number, name
from warehouse.engine import Engine
from warehouse.policy.load import load_policy

QUARTER = Quarter(2026, 4)
MONTHS, TOWNSHIPS = ("2026-10", "2026-11"), ("田横镇", "金口镇", "环秀街道")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """Two months with their ledgers, one township's second ledger not returned; December has not run."""
    county, rng = SmallCounty(tmp_path_factory.mktemp("quarter") / "county"), Random(3)
    for order in range(60):
        county.person(order, **{"乡镇（街道）": TOWNSHIPS[order % 3]})
    county.load_base()
    county.root.joinpath("settings.toml").write_text('policy = "jimo"\n', encoding="utf-8")
    for month in MONTHS:
        ill = rng.sample(range(60), 18)
        rows = [{"姓名": name(order), "身份证号": id_number(order), "个人负担累计": "26000"} for order in ill]
        county.send(month, "医保局", "个人负担.csv", rows)
        county.run(month)
        write_lists.fn(county_at(county.root), month)
        fill_ledgers(county.home.outbox(month), county.home.returns(month), 7)
        if month == MONTHS[1]:
            next(county.home.returns(month).glob("*金口镇*")).unlink()
        take_returns.fn(county_at(county.root), month, month_end(shift(month, 1)))
    return county


@pytest.fixture
def county(lived: SmallCounty, tmp_path: Path) -> SmallCounty:
    return lived.copy(tmp_path / "county")


def bulletin_of(county: SmallCounty) -> Path:
    return county.home.outbox("2026-12") / "县级" / "季通报_2026Q4.docx"


def text_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def test_its_numbers_are_those_of_the_register(county: SmallCounty) -> None:
    written = make_bulletin(county_at(county.root), QUARTER)
    (row,) = county.ask(
        "SELECT COUNT(*) AS warnings, COUNT(DISTINCT household_id) AS households, SUM(CASE WHEN state = 'done' THEN 1 END) AS done, "
        "SUM(CASE WHEN state = 'done' AND meets THEN 1 END) AS met, SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS still "
        "FROM handling.standing JOIN handling.register USING (number)"
    )
    (suppressed,) = county.ask("SELECT COUNT(*) AS times FROM warning.outcome WHERE outcome = 'suppressed'")
    assert row["warnings"] == 36 - int(str(suppressed["times"]))
    told = text_of(written.files[0])
    share = 100 * row["done"] / row["warnings"]  # type: ignore[operator]
    assert f"共反馈预警信息{row['warnings']}条，涉及{row['households']}户" in told
    assert f"已办结{row['done']}条，办结率{share:.1f}%；其中符合认定标准{row['met']}条" in told
    entered = county.ask(
        "SELECT COUNT(*) AS times FROM handling.answer WHERE meets_answer = '是' AND entered_on <= '2026-12-31'"
    )
    assert f"新认定并录入系统的监测对象{entered[0]['times']}户" in told
    assert f"还在办理{row['still']}条" in told
    assert "2026年第四季度" in told and "即墨区乡村振兴局" in told and "12月没有完成的运行" in told
    assert sum(one["warnings"] for one in written.figures.townships) == row["warnings"]
    assert sum(one["met"] for one in written.figures.months) == row["met"]


def test_who_was_entered_after_the_quarter_does_not_count(county: SmallCounty) -> None:
    def entered(until: dt.date) -> int:
        values = [list(QUARTER.months), [], QUARTER.days[0], until]
        with Engine(county.home.warehouse) as engine:
            return sum(int(row["entered"]) for row in engine.rows(query_of("bulletin_townships"), values))

    assert entered(dt.date(2026, 11, 15)) == 0 < entered(QUARTER.days[1])


def test_tables_and_data_tell_the_same(county: SmallCounty) -> None:
    document, data = make_bulletin(county_at(county.root), QUARTER).files
    table = docx.Document(str(document)).tables[0]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert [line[0] for line in lines[1:]] == ["环秀街道", "金口镇", "田横镇", "合计"]
    page = openpyxl.load_workbook(data)["分镇街"]
    figures = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=5)]
    for line, numbers in zip(lines[1:4], figures, strict=True):
        assert [int(line[place]) for place in (1, 2, 3, 5, 6)] == [numbers[place] for place in (1, 2, 3, 5, 6)]


def test_what_did_not_come_is_told(county: SmallCounty) -> None:
    told = problems_told(make_bulletin(county_at(county.root), QUARTER).figures)
    assert any(line.startswith("部门信息未报") and "残联的残疾人证新办及变更（10、11月）" in line for line in told)
    assert "台账未报回：金口镇（11月）。" in told
    assert any(line.startswith("帮扶任务没有报回") for line in told)


def test_a_ledger_that_came_back_blank_has_come(county: SmallCounty) -> None:
    """月调度 and 季通报 tell the same of it."""
    blank = next(county.home.outbox(MONTHS[1]).glob("金口镇/预警信息清单_*.xlsx"))
    shutil.copy2(blank, county.home.returns(MONTHS[1]))
    take_returns.fn(county_at(county.root), MONTHS[1], dt.date(2026, 12, 30))
    assert not [
        line for line in problems_told(make_bulletin(county_at(county.root), QUARTER).figures) if "未报回" in line
    ]
    dispatch.fn(county_at(county.root), MONTHS[1], dt.date(2026, 12, 31))
    with Engine(county.home.warehouse) as engine:
        told = {row["township"]: row["ledger"] for row in progress_of(engine, MONTHS[1], load_policy("jimo"))}
    assert told["金口镇"] in ("已报", "迟报")


def test_a_home_of_before_knows_which_ledgers_have_come(county: SmallCounty) -> None:
    with Engine(county.home.warehouse) as engine:
        engine.run("DROP TABLE handling.returned_ledger")
        as_of_before(engine)
    assert "台账未报回：金口镇（11月）。" in problems_told(write_bulletin(county.home, QUARTER).figures)


def test_what_is_overdue_is_counted_from_the_real_visit(county: SmallCounty) -> None:
    """A township that visited early has its fifteen days from there, in 季通报 as in 月调度."""
    open_ones = county.ask(
        "SELECT number, decide_by FROM handling.register INNER JOIN handling.standing USING (number) WHERE state = 'open'"
    )
    until = min(dt.date.fromisoformat(str(row["decide_by"])) for row in open_ones)
    values = [list(QUARTER.months), until, []]
    with Engine(county.home.warehouse) as engine:
        before = {
            row["place"] for row in engine.rows(query_of("bulletin_problems"), values) if row["kind"] == "overdue"
        }
        engine.run("UPDATE handling.due SET due_on = ? WHERE obligation = 'decide'", [until - dt.timedelta(days=1)])
        after = {row["place"] for row in engine.rows(query_of("bulletin_problems"), values) if row["kind"] == "overdue"}
    assert not before and after


def test_a_ledger_that_is_due_after_the_quarter_is_not_missed(county: SmallCounty) -> None:
    """即墨: the ledgers of December come back by 30 January, the bulletin is out on the 8th."""
    county.send(
        "2026-12", "医保局", "个人负担.csv", [{"姓名": name(1), "身份证号": id_number(1), "个人负担累计": "99000"}]
    )
    county.run("2026-12")
    figures = make_bulletin(county_at(county.root), QUARTER).figures
    assert "2026-12" in figures.told
    assert "台账未报回：金口镇（11月）。" in problems_told(figures)


def test_where_nothing_is_done_no_share_is_told(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "county")
    county.person(1)
    county.load_base()
    county.send(
        "2026-10", "医保局", "个人负担.csv", [{"姓名": name(1), "身份证号": id_number(1), "个人负担累计": "99000"}]
    )
    county.run("2026-10")
    document = docx.Document(str(make_bulletin(county_at(county.root), QUARTER).files[0]))
    (said,) = (line.text for line in document.paragraphs if line.text.startswith("本季度共反馈"))
    assert said.endswith("其中符合认定标准0条。还在办理1条。")


def test_its_charts_can_be_edited_in_word(county: SmallCounty) -> None:
    """Each chart has its values in it, and a workbook beside it that holds the same."""
    with zipfile.ZipFile(make_bulletin(county_at(county.root), QUARTER).files[0]) as package:
        names = package.namelist()
        charts = sorted(part for part in names if part.startswith("word/charts/chart"))
        assert len(charts) == 3
        root = etree.fromstring(package.read(charts[0]))
        drawn = [
            [point.findtext(f"{{{C}}}v") for point in series.iterfind(f"{{{C}}}val//{{{C}}}pt")]
            for series in root.iter(f"{{{C}}}ser")
        ]
        assert root.find(f"{{{C}}}externalData") is not None
        related = package.read("word/charts/_rels/chart1.xml.rels").decode()
        assert "embeddings/Microsoft_Excel_Sheet1.xlsx" in related
        page = openpyxl.load_workbook(
            io.BytesIO(package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx"))
        ).worksheets[0]
        columns = [[str(cell.value) for cell in column[1:]] for column in page.iter_cols(min_col=2)]
        assert drawn == columns and len(drawn) == 3
        assert {part.date_time for part in package.infolist()} == {OF_NO_TIME}


def test_the_same_figures_give_the_same_bytes(county: SmallCounty) -> None:
    before = [file.read_bytes() for file in make_bulletin(county_at(county.root), QUARTER).files]
    again = make_bulletin(county_at(county.root), QUARTER)
    assert [file.read_bytes() for file in again.files] == before and again.earlier is None


def test_an_edited_bulletin_is_kept_under_another_name_and_new_lists_leave_it(county: SmallCounty) -> None:
    make_bulletin(county_at(county.root), QUARTER)
    edited = docx.Document(str(bulletin_of(county)))
    edited.add_paragraph("手工补充")
    edited.save(str(bulletin_of(county)))
    county.home.inbox("2026-12").mkdir(parents=True)
    county.run("2026-12")
    write_lists.fn(county_at(county.root), "2026-12")
    assert "手工补充" in text_of(bulletin_of(county))
    earlier = make_bulletin(county_at(county.root), QUARTER).earlier
    assert earlier is not None and "手工补充" in text_of(earlier) and "手工补充" not in text_of(bulletin_of(county))


def test_the_county_may_change_the_template(county: SmallCounty) -> None:
    county.home.own_templates.mkdir()
    own = docx.Document()
    own.add_paragraph("{{ 季度 }}简报：{{ 预警情况 }}")
    own.save(str(county.home.own_templates / BULLETIN.file))
    (document, _) = make_bulletin(county_at(county.root), QUARTER).files
    assert text_of(document).startswith("2026年第四季度简报：本季度共反馈")
    assert not any("charts" in part for part in zipfile.ZipFile(document).namelist())
    own.add_paragraph("{{ 天气 }}")
    own.save(str(county.home.own_templates / BULLETIN.file))
    with pytest.raises(PolicyError, match="字段“天气”不认识"):
        make_bulletin(county_at(county.root), QUARTER)


def test_every_field_is_told_to_whoever_changes_the_template() -> None:
    told = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")
    assert [field for field in (*BULLETIN.fields, *BULLETIN.charts) if f"| {field} |" not in told] == []


def test_the_shipped_template_shows_everything(tmp_path: Path) -> None:
    assert template_of(BULLETIN, tmp_path).used == {*BULLETIN.fields, *BULLETIN.charts}


def test_the_command_prints_one_object(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    from typer.testing import CliRunner

    from flows.cli import app

    ran = CliRunner().invoke(app, ["bulletin", "2026Q4", "--home", str(county.root), "--json"])
    told = json.loads(ran.stdout)
    assert ran.exit_code == 0 and told["quarter"] == "2026Q4" and Path(told["files"]["docx"]).is_file()
    assert {row["township"] for row in told["townships"]} == set(TOWNSHIPS)


def test_a_home_of_before_there_were_incomes_has_one(county: SmallCounty) -> None:
    """The command comes first after an update: what is declared since is made."""
    with Engine(county.home.warehouse) as engine:
        engine.run("DROP TABLE base.income")
        as_of_before(engine)
    assert write_bulletin(county.home, QUARTER).files


def test_a_quarter_is_one(county: SmallCounty) -> None:
    assert quarter_or_refuse("2026q4") == QUARTER and QUARTER.months == ("2026-10", "2026-11", "2026-12")
    assert Quarter(2028, 1).days[1].isoformat() == "2028-03-31"
    assert [ordinal(place) for place in (1, 10)] == ["一", "十"]
    for wrong in ("2026Q5", "2026-10", "四季度"):
        with pytest.raises(UsageError, match="2026Q4"):
            quarter_or_refuse(wrong)
    with pytest.raises(FangpinError, match="还没有完成的月份"):
        make_bulletin(county_at(county.root), Quarter(2025, 1))
