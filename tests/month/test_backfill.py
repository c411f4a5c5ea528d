"""Past months matched again: what is new goes out with the newest lists, what was wrong is taken back, what is in hand stays there."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sources.months import shift
from tasks.lists import write_lists
from tasks.run import finish
from tests import ledgers as on
from tests.ledgers import CARRIED, LEDGER, LISTS, PROGRESS, VISITS, columns_of, rows_of
from tests.month.test_county import fangpin
from tests.month.test_killed import kill_often, seconds_of
from tests.support import SmallCounty, county_at, id_number, let_go, name, pipe_table, torn
from warehouse.belated import newest_listed
from warehouse.engine import Engine

JULY, AUGUST, SEPTEMBER, OCTOBER = MONTHS = ("2026-07", "2026-08", "2026-09", "2026-10")
DAY = dt.date(2026, 11, 25)
REASON = "集中排查后户库更正"
CHANGES = ("belated", "restored", "corrected", "withdrawn")
BASE = """
| person | township | before | after  | what |
|--------|----------|--------|--------|------|
| 1      | 田横镇   | is     | is     | warned in July, as ever |
| 2      | 田横镇   | is     | is     | July's letter comes in November |
| 3      | 金口镇   | –      | is     | a household that the screening found; in August's letter, and in October's again |
| 4      | 田横镇   | torn   | is     | a number corrected; asked about in September |
| 5      | 田横镇   | of 50  | is     | bore the number of a stranger, of whom July's letter tells |
| 6      | 金口镇   | of 51  | is     | the same; its township has visited it |
| 7      | 金口镇   | is     | is     | warned in October, and in July's late letter of the same matter |
| 8      | 田横镇   | of 52  | is     | the same as 5, in October |
"""
LETTERS = """
| month   | file | person | day        |
|---------|------|--------|------------|
| 2026-07 | 残疾 | 1      | 2026-07-09 |
| 2026-07 | 残疾 | 50     | 2026-07-10 |
| 2026-07 | 残疾 | 51     | 2026-07-11 |
| 2026-08 | 残疾 | 3      | 2026-08-09 |
| 2026-09 | 残疾 | 4      | 2026-09-09 |
| 2026-10 | 残疾 | 7      | 2026-07-12 |
| 2026-10 | 残疾 | 52     | 2026-10-09 |
| 2026-10 | 残疾 | 3      | 2026-08-09 |
"""
LATE = """
| month   | file | person | day        |
|---------|------|--------|------------|
| 2026-07 | 迟报 | 2      | 2026-07-13 |
| 2026-07 | 迟报 | 7      | 2026-07-12 |
"""
EXPECTED = """
| person | month   | given on   | visit by   | listed in | marks     | state     |
|--------|---------|------------|------------|-----------|-----------|-----------|
| 1      | 2026-07 | 2026-08-07 | 2026-08-12 | 2026-07   |           | open      |
| 2      | 2026-07 | 2026-11-25 | 2026-11-30 | 2026-10   | belated   | open      |
| 3      | 2026-08 | 2026-11-25 | 2026-11-30 | 2026-10   | belated   | open      |
| 4      | 2026-09 | 2026-11-25 | 2026-11-30 | 2026-10   | belated   | open      |
| 5      | 2026-07 | 2026-08-07 | 2026-08-12 | 2026-07   | withdrawn | withdrawn |
| 6      | 2026-07 | 2026-08-07 | 2026-08-12 | 2026-07   | corrected | open      |
| 7      | 2026-10 | 2026-11-07 | 2026-11-11 | 2026-10   |           | open      |
| 8      | 2026-10 | 2026-11-07 | 2026-11-11 | 2026-10   | withdrawn | withdrawn |
"""
PERSONS = pipe_table(BASE)


def load(county: SmallCounty, column: str, as_of: str) -> None:
    """The base as the column of `BASE` says: nobody, a number one digit off, a stranger's number, or as it is."""
    for row in PERSONS:
        order, said = int(row["person"]), row[column]
        numbers = {"is": id_number(order), "torn": torn(order)}
        if said != "–":
            number = numbers.get(said) or id_number(int(said.removeprefix("of ")))
            county.person(order, 证件号码=number, **{"乡镇（街道）": row["township"]})
    county.load_base(as_of)


def send(county: SmallCounty, letters: str) -> None:
    for month, file in dict.fromkeys((row["month"], row["file"]) for row in pipe_table(letters)):
        county.send(month, "残联", f"{file}.csv", [
            {"姓名": name(int(row["person"])), "身份证号": id_number(int(row["person"])), "残疾类别": "肢体", "残疾等级": "一级", "发证时间": row["day"]}
            for row in pipe_table(letters) if (row["month"], row["file"]) == (month, file)
        ])  # fmt: skip


def run_again(county: SmallCounty, months: Sequence[str], day: dt.date = DAY, times: int = 1) -> dict[str, int]:
    """What `flows.operations.run_months` does, without Prefect; warnings by what became of them."""
    found = dict.fromkeys(("belated", "withdrawn", "restored", "corrected"), 0)
    place = county_at(county.root)
    with Engine(county.home.warehouse) as engine:
        newest = newest_listed(engine) or ""
    runs = []
    for month in months:
        runs.append(f"{month}-{day:%Y%m%d}-{times}")
        counts = county.run(month, on=day, reason=REASON, run_id=runs[-1], together=months)
        write_lists.fn(place, month, is_run=True)
        if month >= newest:
            finish.fn(place, runs[-1])
        found = {code: count + getattr(counts, code) for code, count in found.items()}
    if newest > months[-1]:
        write_lists.fn(place, newest)
    for run in runs:
        finish.fn(place, run)
    return found


def lists_of(county: SmallCounty) -> dict[str, str]:
    files = sorted(county.home.root.glob("outbox/**/*.xlsx"))
    return {str(file.relative_to(county.root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def register(county: SmallCounty) -> list[dict[str, str]]:
    """Each warning of the register as `EXPECTED` has it, by person."""
    rows = county.ask(
        'SELECT register.household_id AS person, register.month, register.feedback_on AS "given on", register.visit_by AS "visit by", '
        "register.listed_in AS \"listed in\", COALESCE((SELECT STRING_AGG(code, ' ' ORDER BY code) FROM handling.mark "
        "WHERE mark.number = register.number), '') AS marks, standing.state FROM handling.register AS register "
        "INNER JOIN handling.standing AS standing ON standing.number = register.number ORDER BY 1, 2"
    )
    return [
        {head: str(cell) for head, cell in row.items()} | {"person": str(int(str(row["person"])[10:]))} for row in rows
    ]


def events(county: SmallCounty) -> list[dict[str, object]]:
    return county.ask("SELECT * FROM handling.event ORDER BY ordinal")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """Four months are out; one township has visited one household; then the base was corrected, and a letter of July came."""
    county = SmallCounty(tmp_path_factory.mktemp("backfill") / "county")
    load(county, "before", "2026-06-30")
    send(county, LETTERS)
    for month in MONTHS:
        day = dt.date.fromisoformat(f"{shift(month, 1)}-07")
        run_again(county, [month], day)
    book = openpyxl.load_workbook(listed(county, JULY, "金口镇"))
    sheet = book[PROGRESS]
    sheet.cell(3, columns_of(sheet)["入户核实日期"]).value = dt.datetime(2026, 8, 10)
    on.give_back(county, book, month=JULY)
    assert on.take(county, JULY)["cells_refused"] == 0
    load(county, "after", "2026-11-20")
    send(county, LATE)
    return county


def listed(county: SmallCounty, month: str, township: str) -> Path:
    return on.listed(county, month, LISTS, township)


@pytest.fixture(scope="module")
def after(before: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = before.copy(tmp_path_factory.mktemp("after") / "county")
    assert run_again(county, MONTHS) == {"belated": 3, "withdrawn": 2, "restored": 0, "corrected": 1}
    return county


def test_what_a_corrected_base_and_a_late_letter_give_is_what_was_planted(after: SmallCounty) -> None:
    assert register(after) == pipe_table(EXPECTED)


def test_nothing_is_new_the_second_time(after: SmallCounty, tmp_path: Path) -> None:
    again = after.copy(tmp_path / "county")
    told, lists = events(again), lists_of(again)
    assert run_again(again, MONTHS, times=2) == {"belated": 0, "withdrawn": 0, "restored": 0, "corrected": 0}
    assert events(again) == told and lists_of(again) == lists


def test_month_by_month_is_the_same_as_at_once(before: SmallCounty, after: SmallCounty, tmp_path: Path) -> None:
    county = before.copy(tmp_path / "county")
    for month in MONTHS:
        run_again(county, [month])
    assert register(county) == pipe_table(EXPECTED) and lists_of(county) == lists_of(after)


def test_the_ledgers_of_then_stay_what_went_out(before: SmallCounty, after: SmallCounty) -> None:
    then, now = lists_of(before), lists_of(after)
    of_townships = {
        file for file in then if file.startswith(tuple(f"outbox/{month}/" for month in MONTHS[:3])) and "镇/" in file
    }
    assert len(of_townships) >= 6 and all(now[file] == then[file] for file in of_townships)
    assert {file for file in now if "2026-07" in file and "镇/" in file} == {
        file for file in of_townships if "2026-07" in file
    }


def test_what_is_belated_stands_first_in_the_newest_ledger_with_its_real_day(after: SmallCounty) -> None:
    rows = rows_of(listed(after, OCTOBER, "田横镇"), CARRIED)
    told = [
        (row["预警对象"], row["信息反馈日期"], row["入户核实期限"], str(row["提示"]).split("；")[0]) for row in rows
    ]
    given = (dt.datetime(2026, 11, 25), dt.datetime(2026, 11, 30))
    assert told == [
        (name(2), *given, f"补发2026-07的事项：{REASON}"),
        (name(4), *given, f"补发2026-09的事项：{REASON}"),
        (name(1), dt.datetime(2026, 8, 7), dt.datetime(2026, 8, 12), "None"),
    ]
    visited = rows_of(listed(after, OCTOBER, "田横镇"), VISITS)
    assert [row["户主姓名"] for row in visited] == [name(2), name(4)]
    steps = {row["户主姓名"]: str(row["提示"]) for row in rows_of(listed(after, OCTOBER, "田横镇"), PROGRESS)}
    assert steps.keys() == {name(1), name(2), name(4)} and steps[name(2)].startswith("补发2026-07的事项")
    assert rows_of(listed(after, OCTOBER, "田横镇"), LEDGER) == []  # 8 is withdrawn


def test_what_is_taken_back_is_told_with_its_reason_and_what_is_in_hand_stays(after: SmallCounty) -> None:
    told = {
        township: [(row["变化"], row["户主姓名"], row["办到哪一步"], row["原因"]) for row in rows_of(listed(after, OCTOBER, township), "撤销和更正")]
        for township in ("田横镇", "金口镇")
    }  # fmt: skip
    assert told == {
        "田横镇": [("已撤销", name(5), "已撤销", REASON), ("已撤销", name(8), "已撤销", REASON)],
        "金口镇": [("依据已更正，请核对", name(6), "入户核实", REASON)],
    }
    (row,) = (row for row in rows_of(listed(after, OCTOBER, "金口镇"), CARRIED) if row["户主姓名"] == name(6))
    assert str(row["提示"]).startswith(f"依据已更正，请核对：{REASON}")


def test_the_county_has_lists_of_both(after: SmallCounty) -> None:
    book = after.home.outbox(OCTOBER) / "县级" / f"补发撤销清单_{OCTOBER}.xlsx"
    given = [
        (row["变化"], row["事项月份"], row["镇街"], row["户主姓名"], row["原因"], row["补发日期"])
        for row in rows_of(book, "补发清单")
    ]
    day = dt.datetime(2026, 11, 25)
    assert given == [
        ("补发", JULY, "田横镇", name(2), REASON, day), ("补发", AUGUST, "金口镇", name(3), REASON, day),
        ("补发", SEPTEMBER, "田横镇", name(4), REASON, day),
    ]  # fmt: skip
    taken = [(row["变化"], row["事项月份"], row["户主姓名"], row["告知日期"]) for row in rows_of(book, "撤销清单")]
    assert taken == [
        ("已撤销", JULY, name(5), day), ("已撤销", OCTOBER, name(8), day), ("依据已更正，请核对", JULY, name(6), day),
    ]  # fmt: skip
    assert not list(after.home.root.glob("outbox/2026-0*/县级/补发撤销清单*"))


def test_the_history_of_what_is_in_hand_is_whole(after: SmallCounty) -> None:
    said = after.ask(
        "SELECT step, is_retracted, value FROM handling.event WHERE number IN (SELECT number FROM handling.register WHERE household_id "
        "LIKE '%6') ORDER BY ordinal"
    )
    assert [(row["step"], row["is_retracted"]) for row in said] == [
        ("issued", False),
        ("visited_on", False),
        ("corrected", False),
    ]
    assert said[-1]["value"] == REASON


def test_what_is_belated_is_answered_in_the_newest_ledger(after: SmallCounty, tmp_path: Path) -> None:
    county = after.copy(tmp_path / "county")
    number = {
        str(row["head_name"]): str(row["number"])
        for row in county.ask("SELECT head_name, number FROM handling.register")
    }
    no = on.NO | {"办结": "11-28"}
    counts = on.answer(county, {number[name(2)]: no, number[name(4)]: {"入户": "11-26"}}, month=OCTOBER)
    assert counts["cells_refused"] == 0
    states = {str(row["number"]): row["label"] for row in county.ask("SELECT number, label FROM handling.standing")}
    assert (states[number[name(2)]], states[number[name(4)]]) == ("办结（不符合）", "入户核实")
    run_again(county, MONTHS, times=3)
    assert [row["state"] for row in register(county)][1:4] == ["done", "open", "open"]
    county.home.inbox("2026-11").mkdir(parents=True)
    run_again(county, ["2026-11"], dt.date(2026, 12, 7))
    left = {str(row["户主姓名"]): str(row["提示"]) for row in rows_of(listed(county, "2026-11", "田横镇"), CARRIED)}
    assert left.keys() == {name(1), name(4)} and left[name(4)].startswith("补发2026-09的事项")


def test_an_answer_to_a_withdrawn_warning_brings_it_back(after: SmallCounty, tmp_path: Path) -> None:
    """The township was at the door when the office took the warning back."""
    county = after.copy(tmp_path / "county")
    (number,) = (
        str(row["number"]) for row in county.ask("SELECT number FROM handling.register WHERE household_id LIKE '%5'")
    )
    book = on.fill(openpyxl.load_workbook(listed(county, JULY, "田横镇")), {number: {"入户": "08-11"}})
    on.give_back(county, book, "又报.xlsx", JULY)
    assert on.take(county, JULY)["cells_refused"] == 0
    found = {row["person"]: (row["marks"], row["state"]) for row in register(county)}
    assert found["5"] == ("corrected restored", "open")


def test_a_run_that_was_killed_is_told_and_the_same_command_does_the_rest(
    before: SmallCounty, after: SmallCounty, tmp_path: Path
) -> None:
    county = before.copy(tmp_path / "county")
    for month in (JULY, AUGUST):  # killed before the newest lists were written
        county.run(month, on=DAY, reason=REASON, run_id=f"{month}-20261125-0")
        write_lists.fn(county_at(county.root), month, is_run=True)
    told = county.copy(tmp_path / "told")
    told.run(OCTOBER, on=DAY)
    owed = told.ask(
        "SELECT location FROM ops.attention WHERE month = ? AND what LIKE '%清单没有出完%' ORDER BY 1", OCTOBER
    )
    assert [row["location"] for row in owed] == [JULY, AUGUST]
    run_again(county, MONTHS)
    assert register(county) == pipe_table(EXPECTED) and lists_of(county) == lists_of(after)


def test_the_command_does_the_same_and_says_so(before: SmallCounty, after: SmallCounty, tmp_path: Path) -> None:
    county = before.copy(tmp_path / "county")
    let_go()
    asked = ("backfill", JULY, OCTOBER, "--reason", REASON, "--on", DAY.isoformat(), "--home", county.root)
    told = fangpin(*asked, "--json").told
    changes = {row["month"]: tuple(row[code] for code in CHANGES) for row in told["months"]}
    assert changes == {JULY: (1, 0, 1, 1), AUGUST: (1, 0, 0, 0), SEPTEMBER: (1, 0, 0, 0), OCTOBER: (0, 0, 0, 1)}
    assert {code: told["told_in"][code] for code in ("month", *CHANGES)} == {
        "month": OCTOBER, "belated": 3, "restored": 0, "corrected": 1, "withdrawn": 2,
    }  # fmt: skip
    assert register(county) == pipe_table(EXPECTED)
    reasons = county.ask("SELECT DISTINCT reason FROM ops.run WHERE is_listed AND NOT is_as_known_then ORDER BY 1")
    assert [row["reason"] for row in reasons] == [REASON]
    for township in ("田横镇", "金口镇"):
        assert listed(county, OCTOBER, township).read_bytes() == listed(after, OCTOBER, township).read_bytes()


BETWEEN = (0.5, 0.7, 0.9)
"""Moments at which it is at work on one month or another; those within a month are test_killed's."""


@pytest.mark.slow
def test_a_backfill_that_is_killed_at_any_moment_is_made_whole_by_the_same_command(
    before: SmallCounty, tmp_path: Path
) -> None:
    whole, cut = before.copy(tmp_path / "whole"), before.copy(tmp_path / "cut")
    let_go()
    words = ("backfill", JULY, OCTOBER, "--reason", REASON, "--on", DAY.isoformat(), "--json", "--home")
    seconds = seconds_of(*words, whole.root)

    def afresh() -> None:
        shutil.rmtree(cut.root)
        before.copy(cut.root)
        let_go()

    assert kill_often((*words, cut.root), seconds, afresh, BETWEEN) >= 2
    assert fangpin(*words, cut.root).status == 3
    assert register(cut) == register(whole) == pipe_table(EXPECTED)
    for township in ("田横镇", "金口镇"):
        assert listed(cut, OCTOBER, township).read_bytes() == listed(whole, OCTOBER, township).read_bytes()
    assert not cut.ask("SELECT location FROM ops.attention WHERE what LIKE '%清单没有出完%'")
