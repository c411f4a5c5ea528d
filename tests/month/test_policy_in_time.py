"""A policy that changes: months that are over run under that of their time, and what was closed under it stays closed, whatever changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from flows.settings import OpenCounty, open_county
from sources.errors import PolicyError
from sources.months import month_end, shift
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests import ledgers as on
from tests.support import SmallCounty, id_number, let_go, name
from warehouse.policy.deadlines import feedback_on
from warehouse.policy.load import load_policy

BEFORE = """extends = "jimo"
code = "xian"
version = "2022.1"
[procedure]
closing_needs = "no_gap"
"""
NEXT = """extends = "jimo"
code = "xian"
version = "2026.2"
in_force_from = {since}
"""
LENIENT = '[procedure]\nclosing_needs = "no_gap"\n'
CHANGES = {
    "line": LENIENT + "[monitoring]\nincome_line_yuan = { 2026 = 50000 }\n",
    "clock": LENIENT + '[deadlines]\nvisit_working_days = 1\ndecide_within_days = 2\ndecide_clock_starts = "clue"\nplan_within_days = 1\n',
    "order": LENIENT + 'steps = [["入户核实"], ["信息比对"], ["民主评议"], ["村级公示"], ["录入系统"]]\n',
    "step": LENIENT + 'steps = [["入户核实"], ["民主评议"], ["信息比对"], ["村级公示"], ["县级审定"], ["录入系统"]]\n',
    "closing": '[procedure]\nclosing_needs = "every_step"\n',
}  # fmt: skip
"""A change of each kind, from the month in which it holds."""
STEP_DAYS = (("入户", 2), ("评议", 5), ("比对", 6), ("公示", 14), ("录入", 16))
MONTHS, NOW = ("2026-09", "2026-10"), "2026-11"
SNAPSHOT = (
    "SELECT number, state, label, meets, closed_on FROM handling.standing WHERE month < ? ORDER BY ALL",
    "SELECT number, month, rule_code, feedback_on, visit_by, decide_by, is_withdrawn, listed_in FROM handling.register WHERE month < ? ORDER BY ALL",
    "SELECT number, obligation, due_on, fulfilled_on, state FROM handling.due WHERE month < ? ORDER BY ALL",
    "SELECT number, item, reason FROM handling.refusal WHERE number IN (SELECT number FROM handling.register WHERE month < ?) ORDER BY ALL",
)
TODAY = dt.date(2027, 1, 20)


def opened(county: SmallCounty, today: dt.date = TODAY) -> OpenCounty:
    return open_county(county.home, today=today)


def ran(county: SmallCounty, month: str, reason: str = "") -> None:
    """The month under the policy of its time, as `fangpin month` runs it, and its lists."""
    under = opened(county).at(month)
    county.run(month, county=under, reason=reason, on=feedback_on(month, under.policy.deadlines))
    write_lists.fn(under, month)


def taken(county: SmallCounty, month: str) -> dict[str, Any]:
    under = opened(county).at(month)
    return take_returns.fn(under, month, TODAY).flat()


def lived(root: Path, months: Sequence[str]) -> SmallCounty:
    """A county of which each month's three warnings are closed: one that meets the standard with all steps, one with 附件2 alone, one
    that does not meet it."""
    county = SmallCounty(root)
    orders = range(3 * len(months) + 3)
    for order in orders:
        county.person(order, 家庭人均纯收入="20000")
    county.load_base(month_end(months[0]).isoformat())
    county.home.policy.write_text(BEFORE, encoding="utf-8")
    for place, month in enumerate(months):
        sent(county, month, orders[3 * place : 3 * place + 3])
        ran(county, month)
        close(county, month)
    return county


def sent(county: SmallCounty, month: str, orders: Sequence[int]) -> None:
    rows = [
        {
            "姓名": name(order),
            "身份证号": id_number(order),
            "病种": "肺癌",
            "救治医院": "区人民医院",
            "确诊日期": f"{month}-09",
        }
        for order in orders
    ]
    county.send(month, "卫健局", "大病.csv", rows)


def close(county: SmallCounty, month: str) -> None:
    given = feedback_on(month, load_policy("jimo").deadlines)
    steps = {short: given + dt.timedelta(days=days) for short, days in STEP_DAYS}
    done = {"核查": "周吴", "办结": given + dt.timedelta(days=18)}
    said = ({"符合": "是"} | done | steps, {"符合": "是"} | done, {"符合": "否", "原因": "已有稳定收入"} | done)
    numbers = dict(sorted(on.numbers(county, month).items()))
    on.give_back(county, on.fill(on.opened(county, month), dict(zip(numbers.values(), said, strict=True))), month=month)
    assert taken(county, month)["cells_refused"] == 0


def snapshot(county: SmallCounty, before: str) -> list[list[dict[str, object]]]:
    return [county.ask(question, before) for question in SNAPSHOT]


def under(county: SmallCounty, month: str) -> str:
    """Under which version the month ran last."""
    (row,) = county.ask(
        "SELECT policy, ARG_MAX(policy_version, run_id) AS version FROM ops.run WHERE month = ? GROUP BY policy", month
    )
    return f"{row['policy']} {row['version']}"


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    return lived(tmp_path_factory.mktemp("in time") / "county", MONTHS)


@pytest.fixture
def county(autumn: SmallCounty, tmp_path: Path) -> SmallCounty:
    let_go()
    return autumn.copy(tmp_path / "county")


def changed(county: SmallCounty, change: str, months: Sequence[str], now: str) -> None:
    """The policy's file is written over; a month is run under it, what was returned is taken in again, a past month is run again."""
    before = snapshot(county, now)
    assert {row["state"] for row in before[0]} == {"done"} and len(before[0]) == 3 * len(months)
    county.home.policy.write_text(NEXT.format(since=f"{now}-01") + CHANGES[change], encoding="utf-8")
    sent(county, now, range(3 * len(months), 3 * len(months) + 3))
    ran(county, now)
    assert snapshot(county, now) == before
    assert taken(county, months[-1])["retracted"] == 0
    assert snapshot(county, now) == before
    ran(county, months[-1], "户库更正")
    taken(county, now if county.home.returns(now).is_dir() else months[0])
    assert snapshot(county, now) == before
    assert (under(county, months[-1]), under(county, now)) == ("xian 2022.1", "xian 2026.2")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reopens_nothing_and_changes_no_number(change: str, county: SmallCounty) -> None:
    changed(county, change, MONTHS, NOW)
    rules = {str(row["rule_code"]) for row in county.ask("SELECT rule_code FROM warning.warning WHERE month = ?", NOW)}
    assert rules == ({"WJ01", "YN05"} if change == "line" else {"WJ01"})


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_after_a_year_of_closed_months_reopens_nothing(change: str, tmp_path: Path) -> None:
    months = [shift(NOW, by) for by in range(-12, 0)]
    changed(lived(tmp_path / "county", months), change, months, NOW)


def test_what_holds_from_then_on_is_asked_from_then_on(county: SmallCounty) -> None:
    """The new clock and the new closing are those of the month that is issued under them."""
    county.home.policy.write_text(
        NEXT.format(since="2026-11-01") + CHANGES["clock"].replace('"no_gap"', '"every_step"'), encoding="utf-8"
    )
    sent(county, NOW, range(6, 9))
    ran(county, NOW)
    first, *_ = on.numbers(county, NOW).values()
    said = {"符合": "是", "核查": "周吴", "办结": dt.date(2026, 12, 25)}
    on.give_back(county, on.fill(on.opened(county, NOW), {first: said}), month=NOW)
    taken(county, NOW)
    (found,) = county.ask(
        "SELECT label, register.visit_by, decide_by FROM handling.standing INNER JOIN handling.register USING (number) WHERE number = ?",
        first,
    )
    assert found == {"label": "已反馈", "visit_by": dt.date(2026, 12, 8), "decide_by": dt.date(2026, 12, 9)}


# --- where versions come from -----------------------------------------------------------------------------------------


def test_files_of_other_days_hold_on_their_days(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.home.policies.mkdir(parents=True)
    county.home.policy.write_text(NEXT.format(since="2026-11-01"), encoding="utf-8")
    own = county.home.policies
    (own / "以前.toml").write_text(BEFORE, encoding="utf-8")
    (own / "明年.toml").write_text(
        'extends = "../policy.toml"\nversion = "2027.1"\nin_force_from = 2027-03-01\n', encoding="utf-8"
    )
    one = open_county(county.home, today=dt.date(2026, 12, 1))
    assert (one.policy.version, one.policy_name) == ("2026.2", str(county.home.policy))
    held = {month: one.at(month).policy.version for month in ("2026-09", "2026-10", "2026-11", "2027-02", "2027-03")}
    assert held == {
        "2026-09": "2022.1",
        "2026-10": "2022.1",
        "2026-11": "2026.2",
        "2027-02": "2026.2",
        "2027-03": "2027.1",
    }
    assert one.at("2026-09").in_force.version == "2026.2"
    (own / "又一份.toml").write_text(BEFORE, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"2022-04-07起施行.*|以前\.toml"):
        open_county(county.home)


def test_a_policy_that_holds_only_from_next_month_leaves_the_one_that_is_kept_in_force(county: SmallCounty) -> None:
    county.home.policy.write_text(NEXT.format(since="2026-12-01"), encoding="utf-8")
    one = open_county(county.home, today=dt.date(2026, 11, 20))
    assert one.policy.called == "xian 2022.1" and one.policy.procedure.closing_needs == "no_gap"
    assert [one.at(month).policy.version for month in ("2026-10", "2026-12")] == ["2022.1", "2026.2"]


def test_who_extends_himself_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('extends = "policy.toml"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="绕了一圈"):
        load_policy(file)
