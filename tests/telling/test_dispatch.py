"""月调度 of a small county: one township has sent its ledger back in time, one late, one not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from flows.notify import dispatch_message
from flows.operations import Dispatched
from reports.queries import query_of
from reports.screen import drawn_of, progress_of
from reports.township.reminders import reminders_of
from tasks.dispatch import dispatch
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.ledgers import rows_of
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.draw import seed_of
from warehouse.engine import Engine
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.load import load_policy
from warehouse.supervision import Group, replace_groups

MONTH, ON, BACK = "2026-10", dt.date(2026, 12, 4), dt.date(2026, 11, 30)
EARLY, LATE, NEVER, QUIET = "田横镇", "金口镇", "蓝村街道", "大信街道"
TOWNSHIPS = {EARLY: (1, 2, 3), LATE: (4, 5), NEVER: (6, 7), QUIET: (8,)}
SAVED = {EARLY: dt.date(2026, 11, 28), LATE: dt.date(2026, 12, 2)}
POLICY = load_policy("jimo")


def send_back(county: SmallCounty, township: str, answers: dict[str, tuple[str, str]]) -> None:
    """The township's own ledger, saved on its day. answers: subject -> 办结日期 and the reason why the standard is not met."""
    book = openpyxl.load_workbook(county.home.outbox(MONTH) / township / f"预警信息清单_{township}_{MONTH}.xlsx")
    sheet = book["预警信息台账"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        day, reason = answers.get(sheet.cell(row, columns["预警对象"]).value, ("", ""))
        said = {"是否符合认定标准": "否", "不符合认定标准的主要原因": reason, "核查人员": "王建国", "办结日期": day}
        for heading, value in said.items() if day else ():
            sheet.cell(row, columns[heading]).value = value
    target = county.home.returns(MONTH) / f"{township}.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    moment = dt.datetime.combine(SAVED[township], dt.time(4), dt.UTC).timestamp()
    os.utime(target, (moment, moment))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The ledgers have come back and were taken in."""
    county = SmallCounty(tmp_path_factory.mktemp("dispatch") / "county")
    warned = []
    for township, orders in TOWNSHIPS.items():
        for order in orders:
            who = county.person(order, **{"乡镇（街道）": township})
            warned += [who] if township != QUIET else []
    county.load_base()
    aid = {"救助原因": "火灾", "救助金额": "800", "救助日期": "2026-10-20"}
    county.send(MONTH, "民政局", "临时救助.csv", [{"姓名": who, "身份证号": number, **aid} for who, number in warned])
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    send_back(county, EARLY, {name(1): ("2026-11-11", "收入稳定"), name(2): ("2026-11-13", "收入稳定")})
    send_back(county, LATE, {name(4): ("2026-11-10", ""), name(5): ("2026-12-01", "子女赡养")})
    take_returns.fn(county_at(county.root), MONTH, dt.date(2026, 12, 3))
    return county


@pytest.fixture
def county(sent: SmallCounty, tmp_path: Path) -> SmallCounty:
    return sent.copy(tmp_path / "county")


def told(county: SmallCounty, on: dt.date = ON) -> dict[str, dict[str, Any]]:
    dispatch.fn(county_at(county.root), MONTH, on)
    with Engine(county.home.warehouse) as engine:
        return {row["township"]: row for row in progress_of(engine, MONTH, POLICY)}


def workbook(county: SmallCounty) -> Path:
    return county.home.outbox(MONTH) / "县级" / f"月调度_{MONTH}.xlsx"


def reminder(county: SmallCounty, township: str) -> Path:
    return county.home.outbox(MONTH) / township / f"催办清单_{township}_{MONTH}.xlsx"


def text_of(path: Path, *sheets: str) -> str:
    book = openpyxl.load_workbook(path)
    rows = (row for sheet in sheets or book.sheetnames for row in book[sheet].iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def grouped(county: SmallCounty, *groups: Group) -> dict[str, tuple[object, ...]]:
    """place -> group, warnings issued, done and open, of 督导分组."""
    with Engine(county.home.warehouse) as engine:
        replace_groups(engine, groups)
    told(county)
    book = openpyxl.load_workbook(workbook(county))
    if "督导分组" not in book.sheetnames:
        return {}
    headings, *rows = book["督导分组"].iter_rows(min_row=2, values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows if row[0] != "合计"]
    return {
        row["镇街或村（社区）"]: (row["组别"], row["反馈条数"], row["办结"], row["在办"], row["说明"]) for row in found
    }


def test_each_group_is_told_of_what_it_looks_after(county: SmallCounty) -> None:
    """坦渡: 第一组督查……; a village's group goes before its township's, and who has no group is told."""
    first = Group("第一组", "组长甲", "成员乙、成员丙", ("田横", "没有的村"))
    second = Group("第二组", "组长丁", "", ("金口镇/东村庄",))
    unknown, nobody = "户库中没有这个镇街或村，或已归另一组；请核对 settings.toml 中的名称", "没有哪一组督导"
    assert grouped(county, first, second) == {
        "田横": ("第一组", 3, 2, 1, None), "没有的村": ("第一组", 0, 0, 0, unknown), "金口镇/东村庄": ("第二组", 2, 1, 1, None),
        NEVER: ("未分组", 2, 0, 2, nobody),
    }  # fmt: skip
    village = Group("村组", "", "", ("东村庄",))
    assert grouped(county, first, village)["东村庄"][1:4] == (7, 3, 4)
    assert grouped(county) == {}


def test_each_township_is_told_how_far_it_has_come(county: SmallCounty) -> None:
    found = told(county)
    figures = {
        township: [row[name] for name in ("issued", "ledger", "came_on", "visited", "done", "met", "open", "overdue", "refused")]
        for township, row in found.items()
    }  # fmt: skip
    assert figures == {
        EARLY: [3, "已报", SAVED[EARLY], 2, 2, 0, 1, 1, 0],
        LATE: [2, "迟报", SAVED[LATE], 1, 1, 0, 1, 1, 1],
        NEVER: [2, "未报", None, 0, 0, 0, 2, 2, 0],
        QUIET: [0, "未报", None, 0, 0, 0, 0, 0, 0],
    }
    assert found[EARLY]["done_share"] == 66.7 and found[QUIET]["done_share"] is None


def test_what_came_or_was_done_later_is_not_seen_on_an_earlier_day(county: SmallCounty) -> None:
    found = told(county, dt.date(2026, 11, 12))
    assert (found[EARLY]["ledger"], found[EARLY]["done"], found[EARLY]["open"]) == ("未到期", 1, 2)
    assert (found[NEVER]["overdue"], found[NEVER]["soon"]) == (2, 0)
    found = told(county, dt.date(2026, 11, 9))
    assert (found[NEVER]["overdue"], found[NEVER]["soon"]) == (0, 2)


def test_a_ledger_is_in_time_on_its_last_day(county: SmallCounty) -> None:
    assert told(county, BACK)[NEVER]["ledger"] == "未到期"
    assert told(county, BACK + dt.timedelta(days=1))[NEVER]["ledger"] == "未报"
    with Engine(county.home.warehouse) as engine:
        engine.run("UPDATE handling.ledger_file SET saved_on = ? WHERE said_township = ?", [BACK, LATE])
    assert told(county)[LATE]["ledger"] == "已报"


def test_a_ledger_without_marks_is_known_by_its_numbers(county: SmallCounty) -> None:
    with Engine(county.home.warehouse) as engine:
        engine.run("UPDATE handling.ledger_file SET said_township = NULL")
    assert [row["ledger"] for row in told(county).values()] == ["未报", "未报", "迟报", "已报"]


def test_a_draw_never_changes_and_anybody_can_draw_it_again(county: SmallCounty) -> None:
    policy = POLICY.dispatch
    question = "SELECT * FROM handling.draw ORDER BY kind, ordinal"
    told(county)
    drawn = county.ask(question)
    townships = [str(row["township"]) for row in drawn if row["kind"] == "township"]
    (seed,) = {str(row["seed"]) for row in drawn if row["kind"] == "township"}
    ranked = sorted(TOWNSHIPS, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest())
    assert townships == ranked[: policy.townships_drawn]
    households = [row for row in drawn if row["kind"] == "household"]
    assert len(households) == 3 and {row["drawn_from"] for row in households} == {3}  # no more are done
    send_back(county, LATE, {name(4): ("2026-11-10", "收入稳定"), name(5): ("2026-12-01", "子女赡养")})
    take_returns.fn(county_at(county.root), MONTH, dt.date(2026, 12, 10))
    assert told(county, dt.date(2026, 12, 10))[LATE]["done"] == 2
    assert county.ask(question) == drawn
    with Engine(county.home.warehouse) as engine:
        assert drawn_of(engine, MONTH) == (townships, 3)


def test_no_household_is_drawn_before_the_ledgers_are_due(county: SmallCounty) -> None:
    assert told(county, BACK)[EARLY]["done"] == 2
    assert [row["kind"] for row in county.ask("SELECT kind FROM handling.draw")] == ["township"] * 2
    told(county)
    assert len(county.ask("SELECT kind FROM handling.draw WHERE kind = 'household'")) == 3


def test_the_workbook_stays_as_it_was_told_when_the_lists_are_written_again(county: SmallCounty) -> None:
    told(county)
    before = workbook(county).read_bytes()
    take_returns.fn(county_at(county.root), MONTH, dt.date(2026, 12, 20))
    write_lists.fn(county_at(county.root), MONTH)
    assert workbook(county).read_bytes() == before
    told(county)
    assert workbook(county).read_bytes() == before


def test_nobody_can_know_a_draw_beforehand(county: SmallCounty) -> None:
    """Its seed is made under a secret of the home, recorded with the draw."""
    told(county)
    seeds = {str(row["seed"]) for row in county.ask("SELECT seed FROM handling.draw")}
    secret = (county.root / "keys" / "draw.key").read_bytes()
    assert seeds == {seed_of(secret, "jimo", MONTH, kind) for kind in ("township", "household")}
    assert seeds.isdisjoint({seed_of(b"another", "jimo", MONTH, kind) for kind in ("township", "household")})
    assert (county.root / "keys" / "draw.key").stat().st_mode & 0o077 == 0


def test_no_seed_looks_like_an_id_number_when_the_workbook_comes_back() -> None:
    seeds = {seed_of(str(county).encode(), "jimo", MONTH, "township") for county in range(5_000)}
    assert len(seeds) == 5_000
    assert [seed for seed in seeds if re.search(r"\d{15}", seed)] == []


def test_what_was_found_comes_back_and_is_told_to_the_township(county: SmallCounty) -> None:
    told(county)
    book = openpyxl.load_workbook(workbook(county))
    sheet = book["抽查户"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    said = {"复核日期": "2026-12-08", "复核人": "郑强", "是否属实": "否"}
    for row in range(3, sheet.max_row + 1):
        for heading, value in said.items():
            sheet.cell(row, columns[heading]).value = value
    sheet.cell(3, columns["复核情况"]).value = "收入漏算"
    target = county.home.returns(MONTH) / "抽查.xlsx"
    book.save(target)
    day = dt.date(2026, 12, 20)
    take_returns.fn(county_at(county.root), MONTH, day)
    refused = county.ask("SELECT DISTINCT item, reason FROM handling.refusal WHERE file_name = '抽查.xlsx'")
    assert {(row["item"], str(row["reason"])[:6]) for row in refused} == {("recheck_says", "填了“否”，")}
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, columns["是否属实"]).value = "是"
    book.save(target)
    take_returns.fn(county_at(county.root), MONTH, day)
    assert county.ask("SELECT * FROM handling.refusal WHERE file_name = '抽查.xlsx'") == []
    found = county.ask(
        "SELECT value FROM handling.event WHERE step = 'rechecked' AND NOT is_retracted ORDER BY ordinal DESC LIMIT 3"
    )
    assert {str(row["value"]) for row in found} <= {"属实", "不属实：收入漏算"}
    write_lists.fn(county_at(county.root), MONTH)
    township = str(sheet.cell(3, columns["镇街"]).value)
    told_there = openpyxl.load_workbook(county.home.outbox(MONTH) / township / f"预警信息清单_{township}_{MONTH}.xlsx")[
        "抽查结果"
    ]
    assert "收入漏算" in {cell.value for row in told_there.iter_rows(min_row=3) for cell in row}


def guided(county: SmallCounty, said: dict[str, dict[str, str]]) -> list[str]:
    """Fill in 抽查镇街 by township and heading, send it back; what of it was passed over."""
    book = openpyxl.load_workbook(workbook(county))
    sheet = book["抽查镇街"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        for heading, value in said.get(str(sheet.cell(row, columns["镇街"]).value), {}).items():
            sheet.cell(row, columns[heading]).value = value
    book.save(county.home.returns(MONTH) / "指导.xlsx")
    counts = take_returns.fn(county_at(county.root), MONTH, dt.date(2026, 12, 20))
    write_lists.fn(county_at(county.root), MONTH)
    return counts.passed_over


def problems_told(county: SmallCounty) -> dict[tuple[str, str], int]:
    """(kind, township) -> times, as 季通报 counts what was found on the spot."""
    with Engine(county.home.warehouse) as engine:
        rows = engine.rows(query_of("bulletin_problems"), [[MONTH], ON, [MONTH]])
    return {(row["kind"], row["place"]): row["times"] for row in rows if row["kind"].startswith("guidance")}


def test_what_was_found_in_a_drawn_township_comes_back_and_is_told_there_alone(county: SmallCounty) -> None:
    told(county)
    one, other = [
        str(row["township"]) for row in county.ask("SELECT township FROM handling.draw WHERE kind = 'township'")
    ]
    day = {"指导日期": "12月8日", "指导人员": "郑强、王芳"}
    assert guided(county, {one: day | {"发现的问题": "入户没有留痕"}, other: day}) == []
    sheet = rows_of(county.home.outbox(MONTH) / one / f"预警信息清单_{one}_{MONTH}.xlsx", "指导结果")
    assert sheet == [{"指导日期": dt.datetime(2026, 12, 8), "指导人员": "郑强、王芳", "发现的问题": "入户没有留痕"}]
    assert "入户没有留痕" not in text_of(county.home.outbox(MONTH) / other / f"预警信息清单_{other}_{MONTH}.xlsx")
    assert problems_told(county) == {("guidance", one): 1, ("guidance", other): 1, ("guidance_found", one): 1}


def test_of_a_visit_the_words_count_though_its_day_cannot_be_read(county: SmallCounty) -> None:
    told(county)
    one = str(county.ask("SELECT township FROM handling.draw WHERE kind = 'township' ORDER BY ordinal")[0]["township"])
    (passed,) = guided(county, {one: {"指导日期": "12月上旬", "发现的问题": "台账与入户不符"}})
    assert "工作表“抽查镇街”第3行：指导日期看不出是哪一天" in passed
    assert county.ask("SELECT guided_on, findings FROM handling.guidance") == [
        {"guided_on": None, "findings": "台账与入户不符"}
    ]


def test_a_formula_without_a_result_is_told_and_not_passed_over(county: SmallCounty) -> None:
    told(county)
    one = str(county.ask("SELECT township FROM handling.draw WHERE kind = 'township' ORDER BY ordinal")[0]["township"])
    (passed,) = guided(county, {one: {"发现的问题": "#REF!"}})
    assert "没有算出结果" in passed


def test_a_row_whose_number_nobody_gave_is_told_to_the_county(county: SmallCounty) -> None:
    told(county)
    book = openpyxl.load_workbook(workbook(county))
    sheet = book["抽查镇街"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, columns["指导编号"]).value, sheet.cell(3, columns["发现的问题"]).value = "ZD-2026-10-9", "没有公示"
    book.save(workbook(county))
    (passed,) = guided(county, {})
    assert "指导编号不是本系统发出的" in passed
    assert county.ask("SELECT * FROM handling.guidance") == []


def test_the_county_names_those_alone_who_were_drawn(county: SmallCounty) -> None:
    told(county)
    assert openpyxl.load_workbook(workbook(county)).sheetnames == [
        "进展", "超期和临期", "抽查镇街", "抽查户", "抽取登记", "_meta",
    ]  # fmt: skip
    to_send = text_of(workbook(county), "进展", "超期和临期", "抽查镇街", "抽取登记")
    drawn = text_of(workbook(county), "抽查户")
    for order in range(1, 9):
        assert id_number(order) not in to_send + drawn and name(order) not in to_send
        assert (name(order) in drawn) == (order in (1, 2, 5))


def test_a_township_is_reminded_of_its_own_people_until_they_are_done(county: SmallCounty) -> None:
    told(county)
    assert name(6) in text_of(reminder(county, NEVER)) and name(7) in text_of(reminder(county, NEVER))
    assert name(4) in text_of(reminder(county, LATE)) and name(5) not in text_of(reminder(county, LATE))
    assert not reminder(county, QUIET).exists()
    for township, orders in TOWNSHIPS.items():
        others = [order for order in range(1, 9) if order not in orders]
        if reminder(county, township).exists():
            assert not [order for order in others if name(order) in text_of(reminder(county, township))]
    with Engine(county.home.warehouse) as engine:
        engine.run("UPDATE handling.standing SET state = 'done', closed_on = feedback_on FROM handling.register AS register "
                   "WHERE register.number = standing.number")  # fmt: skip
    told(county)
    assert not list(county.home.outbox(MONTH).glob("*/催办清单_*"))


def test_a_time_limit_that_the_place_does_not_set_has_no_column() -> None:
    def limits(deadlines: Deadlines) -> list[str]:
        (sheet,) = reminders_of(deadlines).sheets
        return [column.heading for column in sheet.columns if column.heading.endswith("期限")]

    assert limits(POLICY.deadlines) == ["入户核实期限", "认定期限"]
    own = POLICY.deadlines.model_copy(update={"responsible_within_days": 5, "plan_within_days": 10})
    assert limits(own) == ["入户核实期限", "认定期限", "落实帮扶责任人期限", "制定帮扶计划期限"]


def test_the_notification_holds_counts_alone(county: SmallCounty) -> None:
    progress = list(told(county).values())
    assert dispatch_message(MONTH, progress) == (
        "2026-10 月调度：预警7条，已入户3条，办结3条（符合0条）；台账未报2个镇街（大信街道、蓝村街道）；"
        "超期4条（蓝村街道2、金口镇1、田横镇1）；临期0条；退回待补正1处"
    )


@pytest.mark.parametrize(("ledger", "overdue", "status"), [("sent", 0, 0), ("missing", 0, 3), ("late", 2, 3)])
def test_what_is_missing_or_over_needs_a_look(ledger: str, overdue: int, status: int) -> None:
    row = {"township": EARLY, "ledger_state": ledger, "overdue": overdue}
    assert Dispatched(MONTH, ON, Path(), [row], [], 0).exit_status == status
