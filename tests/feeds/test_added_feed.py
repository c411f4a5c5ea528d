"""A county adds a department's feed by one file and one line of settings: the very text of CONTRIBUTING.md."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from flows.settings import open_county
from reports.explain import explain
from reports.facts import Facts
from reports.outbox import places_of
from sources.catalogue import usual_catalogue
from sources.errors import PolicyError
from sources.feeds.declared import read_declared
from sources.feeds.declared_checks import SQL_WORDS, TAKEN
from tasks.lists import write_lists
from tests.month.test_county import sheet_rows
from tests.support import SmallCounty
from warehouse import tables
from warehouse.engine import Engine
from warehouse.months import MonthCounts
from warehouse.policy.load import load_policy

ROOT = Path(__file__).parents[2]
MONTH = "2026-10"
FEED, SETTINGS = re.findall(r"```toml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)[:2]


def declare(home: Path, name: str, text: str) -> None:
    (home / "feeds").mkdir(parents=True, exist_ok=True)
    (home / "feeds" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    declare(tmp_path, "供电公司", FEED)
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return county


def run(county: SmallCounty, month: str = MONTH) -> MonthCounts:
    """The month as a command runs it: first the county is opened."""
    opened = open_county(county.home)
    return county.run(month, deliveries=opened.deliveries, county=opened)


def sent(county: SmallCounty, *months: str, **more: str) -> None:
    """One row a person, so many months without electricity."""
    people = [county.person(order) for order in range(len(months))]
    rows = [
        {"姓名": who, "身份证号码": number, "零用电月数": told, "抄表日期": "2026-10-31"} | more
        for (who, number), told in zip(people, months, strict=True)
    ]
    county.load_base()
    county.send(MONTH, "国网即墨供电", "十月名单.csv", rows)


def test_the_file_of_contributing_warns_with_its_way_and_department(county: SmallCounty) -> None:
    sent(county, "3", "2", "")
    assert run(county).warnings == 1
    (warning,) = county.ask("SELECT number, way, department, says, rule_code, grade, provenance FROM warning.warning")
    assert (warning["way"], warning["department"], warning["grade"]) == ("部门预警", "供电公司", "橙")
    assert warning["says"] == "独居老人连续3个月没有用电，请上门看看"
    assert "供电公司 十月名单.csv" in str(warning["provenance"])
    assert sorted(county.outcomes(MONTH).values()) == ["not_qualifying", "rejected", "warned"]
    with open_county(county.home).warehouse_there() as engine:
        found = explain(engine, str(warning["number"]))
    assert found is not None and found["values"] == {"连续零用电月数": 3, "统计日期": found["values"]["统计日期"]}


def test_it_stands_in_the_ledger_and_the_sender_gets_word_back(county: SmallCounty) -> None:
    sent(county, "3", "未知")
    run(county)
    write_lists.fn(open_county(county.home), MONTH)
    (ledger,) = county.home.outbox(MONTH).glob("*/预警信息清单_*.xlsx")
    assert [row["预警信息来源"] for row in sheet_rows(ledger, "预警信息台账")] == ["供电公司"]
    assert list(county.home.outbox(MONTH).glob("部门/供电公司/数据问题反馈_供电公司_*.xlsx"))
    assert county.ask("SELECT heading FROM raw.problem WHERE department = '供电公司'") == [{"heading": "零用电月数"}]


def test_a_feed_that_is_due_each_month_is_asked_for(county: SmallCounty, tmp_path: Path) -> None:
    asked = "SELECT label FROM ops.expected_feed WHERE department = '供电公司'"
    sent(county, "3")
    run(county)
    assert county.ask(asked) == []
    declare(tmp_path, "供电公司", FEED.replace("awaited = false", "awaited = true"))
    run(county)
    assert county.ask(asked) == [{"label": "独居老人零用电"}]


def test_one_homes_feeds_do_not_leak_into_another(county: SmallCounty, tmp_path: Path) -> None:
    usual = usual_catalogue()
    one, other = open_county(county.home), open_county(SmallCounty(tmp_path / "another").home)
    assert one.catalogue.feeds[-1].code == "power_use" and one.catalogue.departments[-1].name == "供电公司"
    assert (other.catalogue.feeds, other.catalogue.departments, other.catalogue.added) == (
        usual.feeds,
        usual.departments,
        (),
    )
    assert other.policy.digest == load_policy("jimo").digest != one.policy.digest


def test_a_column_that_the_file_gets_later_is_added_to_its_table(county: SmallCounty, tmp_path: Path) -> None:
    sent(county, "3")
    run(county)
    later = '\n[[column]]\nname = "meter_number"\nheadings = ["电表号"]\nkind = "key"\nsentence = "电表号"\n'
    declare(tmp_path, "供电公司", FEED + later)
    sent(county, "3", 电表号="0012")
    assert run(county).warnings == 1
    assert county.ask("SELECT meter_number FROM raw.power_use") == [{"meter_number": "0012"}]


def test_the_policys_own_rule_takes_the_place_of_the_files(county: SmallCounty, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(
        'extends = "jimo"\n[[rule]]\ncode = "GD01"\nfeed = "power_use"\nwhen = "zero_months >= 6"\nnew = "each_event"\n'
        'risk = "其他"\ngrade = "红"\nsays = "x"\n',
        encoding="utf-8",
    )
    (own,) = (rule for rule in open_county(county.home).policy.rule if rule.code == "GD01")
    assert (own.when, own.grade) == ("zero_months >= 6", "红")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("lable = ", "label = ", "lable"),
        ('code = "power use"', 'code = "power_use"', "power use"),
        ('code = "dibao"', 'code = "power_use"', "已是另一类信息的"),
        ('code = "orphan"', 'code = "power_use"', "已是另一类信息的"),
        ('code = "feed_row"', 'code = "power_use"', "feed_row"),
        ('label = "农村低保"', 'label = "独居老人零用电"', "农村低保"),
        ('aliases = ["民政"', 'aliases = ["国网"', "民政局"),
        ('aliases = ["局"', 'aliases = ["国网"', "至少两个字"),
        ('about = "village"', 'about = "person"', "about"),
        ('name = "order"', 'name = "zero_months"', "order"),
        ('name = "row_key"', 'name = "zero_months"', "row_key"),
        ('kind = "figure"', 'kind = "count"', "kind"),
        ('headings = ["身份证号码", ', 'headings = ["连续零用电月数", ', "身份证号码"),
        ('marks = ["zero_month"]', 'marks = ["zero_months"]', "zero_month"),
        ('happened_on = "zero_months"', 'happened_on = "counted_on"', "date"),
        ('when = "zero_month >= 3"', 'when = "zero_months >= 3"', "GD01"),
        ('way = "口头"\nrisk', "risk", "口头"),
        ('code = "YB01"', 'code = "GD01"', "YB01"),
        ('grade = "紫"', 'grade = "橙"', "grade"),
        ('feed = "dibao"\nrisk', "risk", "dibao"),
        ("at_least = [0]", "at_least = 0", "at_least"),
        ("code = ", 'code = "power_use"', "TOML"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_with_file_and_reason(
    county: SmallCounty, tmp_path: Path, wrong: str, right: str, told: str
) -> None:
    assert right in FEED
    declare(tmp_path, "供电公司", FEED.replace(right, wrong, 1))
    with pytest.raises(PolicyError) as refusal:
        open_county(county.home)
    message = str(refusal.value)
    assert "供电公司.toml" in message and told in message and refusal.value.do
    assert not re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", message), "another's words"


def test_a_file_that_is_not_there_or_lies_elsewhere_is_refused(county: SmallCounty, tmp_path: Path) -> None:
    for line, told in (('["银行"]', "现有：供电公司"), ('["../供电公司"]', "added_feeds"), ('"供电公司"', "清单")):
        (tmp_path / "settings.toml").write_text(f"added_feeds = {line}\n", encoding="utf-8")
        with pytest.raises(PolicyError, match=told):
            open_county(county.home)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_from_notepad_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "记事本.toml"
    file.write_bytes(FEED.replace("\n", "\r\n").encode(encoding))
    assert read_declared(file).feed.code == "power_use"


def test_what_nobody_else_calls_ours_may_be_somebodys_own(tmp_path: Path) -> None:
    """高龄 lists are nobody's, until a feed calls itself so."""
    text = FEED.replace('words = ["零用电"', 'words = ["高龄津贴"')
    county = SmallCounty(tmp_path)
    declare(tmp_path, "供电公司", text)
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    who, number = county.person(1)
    county.load_base()
    row = {"姓名": who, "身份证号码": number, "零用电月数": "4"}
    county.send(MONTH, "供电公司", "高龄津贴停电户.csv", [row])
    assert run(county).warnings == 1


def test_names_that_sql_or_we_ourselves_need_cannot_be_taken() -> None:
    reserved = duckdb.sql("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'").fetchall()
    assert {word for (word,) in reserved} <= SQL_WORDS
    shared = {*tables.FEED_ROW.columns, *tables.PERIOD.columns}
    assert shared <= TAKEN, shared - TAKEN


def test_channels_that_are_not_awaited_change_no_board(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1)
    county.load_base()
    county.run(MONTH)
    awaited = {row["department"] for row in county.ask("SELECT department FROM ops.expected_feed")}
    assert awaited == {"教体局", "民政局", "住建局", "卫健局", "医保局", "残联"}
    with Engine(county.home.warehouse) as engine:
        _, senders = places_of(engine, Facts(MONTH, load_policy("jimo")))
    assert set(senders) == awaited


def test_two_added_files_cannot_say_the_same(county: SmallCounty, tmp_path: Path) -> None:
    declare(tmp_path, "再来一个", FEED)
    both = [read_declared(tmp_path / "feeds" / f"{name}.toml") for name in ("供电公司", "再来一个")]
    with pytest.raises(PolicyError, match="再来一个"):
        usual_catalogue().with_feeds(both)
