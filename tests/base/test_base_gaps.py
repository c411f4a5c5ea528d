"""应纳未纳: the base acts as one more sender, whose rows are warned of once a year, counted, and sent by nobody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from reports.explain import explain
from tasks.lists import write_lists
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.engine import Engine
from warehouse.policy.load import POLICIES

MONTH = "2026-10"
GAPS = "SELECT gap_kind, person_key, uninsured_people FROM raw.base_gap WHERE month = ? ORDER BY gap_kind, row_key"
WARNED = "SELECT number, rule_code, subject_name, department, says FROM warning.warning WHERE month = ? ORDER BY number"


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    """One household of two ill people without insurance, one of them seriously, in an unsafe house."""
    county = SmallCounty(tmp_path)
    home = {"户编号": "1", "是否危房户": "是", "家庭人口数": "2", "是否参加城乡居民基本医疗保险": "否"}
    county.person(1, **home, 健康状况="长期慢性病")
    county.person(2, **home, 健康状况="患有大病", 与户主关系="配偶")
    county.person(3, 是否危房户="否")
    county.load_base()
    return county


def rules_warned(county: SmallCounty, month: str) -> list[str]:
    return sorted(str(row["rule_code"]) for row in county.ask(WARNED, month))


def test_a_household_has_one_row_a_kind_about_the_person_concerned(county: SmallCounty) -> None:
    assert county.run(MONTH).warnings == 2
    rows = [(row["gap_kind"], str(row["person_key"])[-5:], row["uninsured_people"]) for row in county.ask(GAPS, MONTH)]
    assert rows == [("住房", "00101", None), ("医疗", "00201", 2)]
    told = {row["rule_code"]: (row["subject_name"], row["department"]) for row in county.ask(WARNED, MONTH)}
    assert told == {"YN01": (name(1), "户库比对"), "YN03": (name(2), "户库比对")}


def test_the_child_meant_is_the_one_who_does_not_learn(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    home = {"户编号": "1", "适龄儿童失学辍学": "是"}
    county.person(1, **home)
    for order, status in ((2, "七年级"), (3, "")):
        born = dt.date(2014, 1, order)
        county.person(order, **home, 与户主关系="之子", 在校生状况=status, 证件号码=id_number(order, born=born))
    county.load_base()
    county.run(MONTH)
    assert [row["subject_name"] for row in county.ask(WARNED, MONTH)] == [name(3)]


def test_a_gap_is_warned_of_once_a_year_while_it_lasts(county: SmallCounty) -> None:
    warned = {}
    for month in (MONTH, "2026-11", "2026-12", "2027-01", "2027-02"):
        county.run(month)
        warned[month] = rules_warned(county, month)
    once = ["YN01", "YN03"]
    assert warned == {MONTH: once, "2026-11": [], "2026-12": [], "2027-01": once, "2027-02": []}
    reasons = county.ask("SELECT DISTINCT reason FROM warning.outcome WHERE month = '2026-12'")
    assert reasons == [{"reason": "同一事项已在2026-10预警"}]


def test_a_month_run_again_says_the_same(county: SmallCounty) -> None:
    told = []
    for _ in range(2):
        counts = county.run(MONTH)
        files = county.ask("SELECT file_id, rows_in FROM ops.feed_file WHERE month = ?", MONTH)
        rows = county.ask("SELECT row_key, file_name, row_number FROM raw.feed_row WHERE month = ? ORDER BY ALL", MONTH)
        told.append((counts, files, rows, county.ask(WARNED, MONTH)))
    assert told[0] == told[1]
    assert told[0][1] == [{"file_id": "base_gap", "rows_in": 2}]


def test_a_gap_that_was_mended_is_gone_when_the_month_is_run_again(county: SmallCounty) -> None:
    county.run(MONTH)
    for order in (1, 2):
        county.persons[order]["是否危房户"] = "否"
    county.load_base()
    county.run(MONTH)
    assert rules_warned(county, MONTH) == ["YN03"]
    assert county.ask("SELECT rows_in FROM ops.feed_file WHERE month = ?", MONTH) == [{"rows_in": 1}]


def test_a_household_without_a_gap_leaves_no_trace(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1, 是否危房户="否")
    county.load_base()
    county.run(MONTH)
    assert county.ask("SELECT * FROM ops.feed_file WHERE month = ?", MONTH) == []


def test_a_damaged_number_in_the_base_makes_a_gap_no_less_certain(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1, 是否危房户="是", 证件号码=id_number(1)[:-2])
    county.person(2, 是否危房户="是", 证件号码=id_number(9))
    county.person(3, 证件号码=id_number(9))
    county.load_base()
    county.run(MONTH)
    found = county.ask("SELECT subject_name, tier FROM warning.warning WHERE month = ? ORDER BY household_id", MONTH)
    assert found == [{"subject_name": name(1), "tier": "exact"}, {"subject_name": name(2), "tier": "exact"}]


@pytest.mark.parametrize(
    ("line", "warned"),
    [("2026 = 8400", ["8399.99", "0"]), ("2025 = 8400", []), ("2026 = 8400.5", ["8399.99", "8400", "0"])],
)
def test_income_below_the_line_of_the_year_is_a_gap_where_the_policy_has_a_line(
    line: str, warned: list[str], tmp_path: Path
) -> None:
    county = SmallCounty(tmp_path)
    incomes = ["8399.99", "8400", "9000", "", "0"]
    for order, income in enumerate(incomes):
        county.person(order, 家庭人均纯收入=income)
    county.load_base()
    policy = tmp_path / "policy.toml"
    policy.write_text(f'extends = "jimo"\n[monitoring]\nincome_line_yuan = {{ {line} }}\n', encoding="utf-8")
    county.run(MONTH, str(policy))
    names = {row["subject_name"] for row in county.ask(WARNED, MONTH)}
    assert names == {name(incomes.index(income)) for income in warned}
    if warned:
        amount = line.split()[-1]
        assert f"8399.99元，低于本年监测范围{float(amount):.2f}元" in str(county.ask(WARNED, MONTH))


def test_a_policy_without_such_rules_asks_the_base_nothing(county: SmallCounty, tmp_path: Path) -> None:
    text = (POLICIES / "jimo.toml").read_text(encoding="utf-8").split("# 应纳未纳核查")[0]
    policy = tmp_path / "own.toml"
    policy.write_text(text, encoding="utf-8")
    county.run(MONTH, str(policy))
    assert county.ask(GAPS, MONTH) == []


def test_nobody_is_asked_for_it_or_told_of_it_but_it_is_listed_counted_and_explained(county: SmallCounty) -> None:
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    outbox = county.home.outbox(MONTH)
    assert not (outbox / "部门" / "户库").exists()
    assert county.ask("SELECT * FROM draft.arrival WHERE department = '户库' OR feed = 'base_gap'") == []
    (listed,) = outbox.glob("田横镇/预警信息清单_*.xlsx")
    assert sum("户库比对" in str(row) for row in cells_of(listed)) >= 2
    counted = [row for file in outbox.glob("县级/*.xlsx") for row in cells_of(file) if "户库比对" in row]
    assert any("相符" in row for row in counted) and any("比对得出" in row for row in counted)
    number = next(str(row["number"]) for row in county.ask(WARNED, MONTH) if row["rule_code"] == "YN03")
    with Engine(county.home.warehouse, read_only=True) as engine:
        told = explain(engine, number)
    assert told is not None
    assert told["values"]["健康状况"] == "患有大病" and told["provenance"] == "户库 户库.csv 第3行"
    assert id_number(2) not in str(told)


def cells_of(file: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(file)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]
