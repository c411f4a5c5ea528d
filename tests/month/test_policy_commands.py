"""fangpin policy: a clerk sees what a rulebook says, what is wrong with it, and what another would make of the last months; nothing changes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.policies import compare
from tests import ledgers as on
from tests.support import SmallCounty, let_go, name


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """October with five warnings, of which two are closed: one of them by 附件2 alone, under a policy that lets it."""
    county = SmallCounty(tmp_path_factory.mktemp("policies") / "county")
    for order in range(1, 6):
        county.person(order, 家庭人均纯收入=str(order * 2000))
    county.load_base()
    on.warn_of(county, dict.fromkeys(range(1, 6), "部门"))
    number = on.numbers(county)
    on.answer(county, {number[1]: on.YES | on.STEPS, number[2]: on.NO})
    (county.home.root / "严.toml").write_text(
        'extends = "jimo"\ncode = "yan"\n[monitoring]\nincome_line_yuan = { 2026 = 5000 }\n[procedure]\n'
        'steps = [["入户核实"], ["民主评议"], ["信息比对"], ["村级公示"], ["县级审定"], ["录入系统"]]\n'
        '[deadlines]\nvisit_working_days = 1\n[[rule]]\ncode = "WJ01"\nfeed = "serious_disease"\nwhen = "FALSE"\nnew = "each_event"\n'
        'risk = "因病"\ngrade = "橙"\nsays = "不预警"\n',
        encoding="utf-8",
    )
    let_go()
    return county


def tree(root: Path) -> dict[str, str]:
    files = sorted(file for file in root.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_two_policies_are_compared_on_the_last_months_and_nothing_changes(county: SmallCounty) -> None:
    before = tree(county.root)
    found = compare(county.home, "jimo", "严")
    assert tree(county.root) == before
    assert found.months == ["2026-10"]
    by_rule = {one.rule_code: one for one in found.by_rule}
    assert (by_rule["WJ01"].warned, by_rule["WJ01"].only_before, by_rule["WJ01"].only_after) == ((5, 0), 5, 0)
    assert (by_rule["YN05"].warned, by_rule["YN05"].only_after) == ((0, 2), 2)
    assert by_rule["WJ01"].closed == (2, 1), "without 县级审定 the one that meets the standard would not be closed"
    assert by_rule["WJ01"].over[1] >= by_rule["WJ01"].over[0]
    told = {(one.topic, one.name) for one in found.differences}
    assert {("收入线", "2026年监测范围"), ("程序", "步骤"), ("期限", "入户核实"), ("预警规则", "WJ01")} <= told


def test_a_policy_compared_with_itself_makes_no_difference(county: SmallCounty) -> None:
    found = compare(county.home, "jimo", "jimo")
    assert found.differences == []
    assert all((one.only_before, one.only_after) == (0, 0) and one.closed[0] == one.closed[1] for one in found.by_rule)


def test_the_commands_tell_it_on_the_screen_and_nobodys_data(county: SmallCounty) -> None:
    run = CliRunner().invoke(app, ["policy", "diff", "jimo", "严", "--home", str(county.root)])
    assert run.exit_code == 0, run.output
    assert "2026年监测范围" in run.output and "WJ01" in run.output and name(1) not in run.output
    as_json = CliRunner().invoke(app, ["policy", "diff", "jimo", "严", "--home", str(county.root), "--json"])
    assert json.loads(as_json.output)["months"] == ["2026-10"]


def test_a_policy_is_checked_before_there_is_a_home(tmp_path: Path) -> None:
    for policy in ("jimo", "tandu", "liujiang", "eerhe", "foziling"):
        run = CliRunner().invoke(app, ["policy", "check", policy, "--home", str(tmp_path / "nowhere")])
        assert run.exit_code == 0 and "可以使用" in run.output and "步骤" in run.output
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('extends = "jimo"\ntreshold = 3\n[deadlines]\nvisit_days = 1\n', encoding="utf-8")
    run = CliRunner().invoke(app, ["policy", "check", str(wrong), "--home", str(tmp_path / "nowhere")])
    assert run.exit_code == 1 and "有2处要改" in run.output and "treshold" in run.output and "visit_days" in run.output
    assert not (tmp_path / "nowhere").exists()
