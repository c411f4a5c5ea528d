"""Months on end, with their ledgers coming back: every warning is accounted for, month by month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import openpyxl
import pytest

from sources.months import month_end, shift
from sources.synthetic.returned import fill_ledgers
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import SmallCounty, county_at, id_number, name

TOWNSHIPS = ("田横镇", "金口镇", "蓝村街道")
PEOPLE = 240
FIRST = "2026-01"
BY_MONTH = """
SELECT
    month,
    COUNT(*) AS issued,
    SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS open,
    SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS done,
    SUM(CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn
FROM handling.standing GROUP BY month ORDER BY month
"""


def send_feeds(county: SmallCounty, month: str, rng: Random) -> None:
    """Twenty people or so whom four departments report."""
    day = f"{month}-12"
    some = rng.sample(range(PEOPLE), 24)
    parts = (some[:8], some[8:14], some[14:20], some[20:])
    disabled, poor, ill, heard = ([(name(order), id_number(order)) for order in part] for part in parts)
    county.send(month, "残联", "残疾.csv", [
        {"姓名": who, "身份证号": number, "残疾类别": "肢体", "残疾等级": "一级", "发证时间": day} for who, number in disabled
    ])  # fmt: skip
    county.send(month, "民政局", "农村低保.csv", [
        {"户主姓名": who, "户主身份证号": number, "低保类别": "A类", "保障人口": "1", "月保障金额": "500", "批准时间": day} for who, number in poor
    ])  # fmt: skip
    county.send(month, "医保局", "个人负担.csv", [
        {"姓名": who, "身份证号": number, "个人负担累计": "26000"} for who, number in ill
    ])  # fmt: skip
    county.send(month, "信访局", "信访.csv", [
        {"姓名": who, "身份证号": number, "反映事项": "突发疾病", "信访日期": day} for who, number in heard
    ])  # fmt: skip


def small_county(root: Path) -> SmallCounty:
    county = SmallCounty(root)
    for order in range(PEOPLE):
        county.person(order, **{"乡镇（街道）": TOWNSHIPS[order % 3], "行政村": f"{'东西南北'[order % 4]}村"})
    county.load_base("2026-01-31")
    return county


def live_through(root: Path, months: int, seed: int) -> SmallCounty:
    """A county's months: run, listed, and the ledgers filled in and taken back at the end of the month that follows."""
    county, rng = small_county(root), Random(seed)
    for month in (shift(FIRST, by) for by in range(months)):
        send_feeds(county, month, rng)
        county.run(month)
        write_lists.fn(county_at(root), month)
        fill_ledgers(county.home.outbox(month), county.home.returns(month), seed)
        before = {row["number"]: row["state"] for row in county.ask("SELECT number, state FROM handling.standing")}
        take_returns.fn(county_at(root), month, month_end(shift(month, 1)))
        account_for_every_warning(county, month, before)
    return county


def account_for_every_warning(county: SmallCounty, month: str, before: dict[object, object]) -> None:
    """What was open before is open, done or withdrawn by this month's ledgers; what was done or withdrawn stays so."""
    now = {row["number"]: row for row in county.ask("SELECT number, state, closed_month FROM handling.standing")}
    assert set(now) == set(before)
    for number, state in before.items():
        row = now[number]
        assert (row["state"] == "open") == (row["closed_month"] is None)
        if state == "open" and row["state"] != "open":
            assert row["closed_month"] == month
        if state != "open":
            assert row["state"] == state
    issued = {str(row["number"]) for row in county.ask("SELECT number FROM warning.warning")}
    assert issued <= {str(number) for number in now}


def check_books(county: SmallCounty) -> list[dict[str, object]]:
    """issued = open + done + withdrawn, month by month; and nothing that was ever said has gone."""
    books = county.ask(BY_MONTH)
    for row in books:
        assert row["issued"] == row["open"] + row["done"] + row["withdrawn"]  # type: ignore[operator]
    broken = county.ask(
        "SELECT reason FROM handling.refusal WHERE reason LIKE '%校验码%' OR reason LIKE '%没有发出过%'"
    )
    twice = county.ask("SELECT ordinal FROM handling.event GROUP BY ordinal HAVING COUNT(*) > 1")
    unknown = county.ask("SELECT number FROM handling.event WHERE number NOT IN (SELECT number FROM handling.register)")
    assert not broken and not twice and not unknown
    return books


def test_a_quarter_of_ledgers_is_accounted_for(tmp_path: Path) -> None:
    county = live_through(tmp_path / "county", 3, seed=7)
    books = check_books(county)
    assert len(books) == 3 and all(row["done"] for row in books)
    labels = {row["label"] for row in county.ask("SELECT DISTINCT label FROM handling.standing")}
    assert {"办结（符合）", "办结（不符合）", "已反馈"} <= labels
    assert int(str(books[0]["open"])) < int(str(books[-1]["open"]))  # what was left over is asked again
    events = county.ask("SELECT COUNT(*) AS events FROM handling.event")
    take_returns.fn(county_at(county.root), FIRST, dt.date(2026, 12, 31))
    assert county.ask("SELECT COUNT(*) AS events FROM handling.event") == events


def test_a_month_whose_ledgers_all_came_back_closes(tmp_path: Path) -> None:
    county = small_county(tmp_path / "county")
    send_feeds(county, FIRST, Random(3))
    county.run(FIRST)
    write_lists.fn(county_at(county.root), FIRST)
    issued = fill_ledgers(county.home.outbox(FIRST), county.home.returns(FIRST), 3, answered=1, wrong=0)
    counts = take_returns.fn(county_at(county.root), FIRST, month_end(shift(FIRST, 1))).kept.ledgers
    assert (counts.done, counts.open, counts.cells_refused) == (issued, 0, 0) and issued > 20
    county.run(shift(FIRST, 1))
    write_lists.fn(county_at(county.root), shift(FIRST, 1))
    books = county.home.outbox(shift(FIRST, 1)).glob("*/预警信息清单_*.xlsx")
    left = [book for book in books if openpyxl.load_workbook(book)["往月未办结"].max_row > 2]
    assert not left


@pytest.mark.slow
def test_a_year_of_ledgers_is_accounted_for(tmp_path: Path) -> None:
    county = live_through(tmp_path / "county", 12, seed=5)
    books = check_books(county)
    assert len(books) == 12 and sum(int(str(row["done"])) for row in books) > 100
    labels = {row["label"] for row in county.ask("SELECT DISTINCT label FROM handling.standing")}
    assert {"办结（符合）", "办结（不符合）", "已反馈"} <= labels
    events = county.ask("SELECT COUNT(*) AS events FROM handling.event")
    take_returns.fn(county_at(county.root), FIRST, dt.date(2027, 3, 31))
    assert county.ask("SELECT COUNT(*) AS events FROM handling.event") == events
