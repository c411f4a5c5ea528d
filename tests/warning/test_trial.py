"""Trying a limit: what it would have warned of is what months really run with it warn of; nothing is changed; what nobody knows is said so."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows.cli import app
from flows.screen import trial as show_trial
from flows.settings import open_county
from flows.trial import TrialOutcome, TriedLine, try_limit
from reports.intervals import interval_of
from sources.errors import UsageError
from sources.months import month_end, shift
from sources.synthetic.returned import fill_ledgers
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import Row, SmallCounty, county_at, id_number, let_go, name, torn
from warehouse.policy.limits import limits_of, rule_at
from warehouse.policy.load import load_policy

MONTHS = ("2026-09", "2026-10")
VALUES = ("15000", "20000", "25000")
PEOPLE = 40


def sent_of(month: str) -> list[Row]:
    """Running totals that grow from month to month; a damaged number among them, and somebody whom nobody knows."""
    rng, grown = Random(7), MONTHS.index(month) + 1
    totals = {order: rng.randrange(4000, 18000) * grown for order in range(PEOPLE)}
    rows: list[Row] = [
        {"姓名": name(order), "身份证号": torn(order) if order == 5 else id_number(order), "个人负担累计": str(total)}
        for order, total in totals.items()
    ]
    return [*rows, {"姓名": "无名氏", "身份证号": id_number(9999), "个人负担累计": "90000"}]


def lived_at(root: Path, limit: str) -> SmallCounty:
    """The months really run with that limit; people of one household among them."""
    county = SmallCounty(root)
    for order in range(PEOPLE):
        county.person(order, **({"户编号": "3702150000000000003"} if order == 4 else {}))
    county.load_base("2026-07-31")
    rule = next(rule for rule in load_policy("jimo").rule if rule.code == "YB01")
    said = rule.model_dump(exclude={"way", "compared_already", "risk_from_words", "on_change"}) | {
        "when": f"self_paid_ytd_yuan > {limit}"
    }
    own = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items())
    county.home.policy.write_text(f'extends = "jimo"\n[[rule]]\n{own}', encoding="utf-8")
    opened = county_at(county.root, str(county.home.policy))
    for month in MONTHS:
        county.send(month, "医保局", "个人负担.csv", sent_of(month))
        county.send(month, "残联", "残疾人证.csv", [disabled(order) for order in range(MONTHS.index(month), PEOPLE, 3)])
        county.run(month, county=opened)
    return county


def disabled(order: int) -> Row:
    return {
        "姓名": name(order),
        "身份证号": id_number(order),
        "残疾类别": "肢体",
        "残疾等级": "一级",
        "办理类型": "新办",
        "办证日期": "2026-08-03",
    }


def given_out(county: SmallCounty) -> set[str]:
    rows = county.ask("SELECT number FROM handling.register WHERE rule_code = 'YB01' AND NOT is_withdrawn")
    return {str(row["number"]) for row in rows}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory, lived: SmallCounty) -> dict[str, set[str]]:
    """What months really run with each limit give out."""
    found = {"20000": given_out(lived)}
    let_go()
    for value in (VALUES[0], VALUES[-1]):
        found[value] = given_out(lived_at(tmp_path_factory.mktemp("trial") / value, value))
        let_go()
    return found


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The same months at 20,000, with the ledgers of both back."""
    county = lived_at(tmp_path_factory.mktemp("trial") / "county", "20000")
    opened = county_at(county.root, str(county.home.policy))
    for month in MONTHS:
        write_lists.fn(opened, month)
        fill_ledgers(county.home.outbox(month), county.home.returns(month), 7)
        take_returns.fn(opened, month, month_end(shift(month, 1)))
    let_go()
    return county


@pytest.fixture(scope="module")
def tried(lived: SmallCounty) -> TrialOutcome:
    return try_limit(open_county(lived.home), "yb01", VALUES)


def line_of(tried: TrialOutcome, value: str) -> TriedLine:
    return next(line for line in tried.lines if line.value == float(value))


@pytest.mark.parametrize("value", VALUES)
def test_it_finds_what_months_really_run_with_that_limit_find(
    value: str, counties: dict[str, set[str]], tried: TrialOutcome
) -> None:
    assert line_of(tried, value).known.warnings == len(counties[value]) > 5


def test_each_value_finds_other_households(counties: dict[str, set[str]], tried: TrialOutcome) -> None:
    assert counties["25000"] < counties["20000"] < counties["15000"]
    changes = [line.change for line in tried.lines]
    assert changes[0] > 0 == changes[1] > changes[2]


def test_what_is_known_is_what_the_ledgers_say(
    lived: SmallCounty, counties: dict[str, set[str]], tried: TrialOutcome
) -> None:
    standing = {
        str(row["number"]): row
        for row in lived.ask(
            "SELECT register.number, rule_code, household_id, month, state, meets FROM handling.register AS register "
            "INNER JOIN (SELECT number, state, meets FROM handling.standing) AS standing USING (number)"
        )
    }
    let_go()
    met_by = {
        rule: {row["household_id"] for row in standing.values() if row["meets"] and row["rule_code"] == rule}
        for rule in ("YB01", "CL01")
    }
    for value in VALUES:
        known, there = line_of(tried, value).known, [standing[one] for one in counties[value] if one in standing]
        done = [row for row in there if row["state"] == "done"]
        assert (known.done, known.met) == (len(done), sum(bool(row["meets"]) for row in done))
        assert known.unseen == known.households - len({row["household_id"] for row in there})
        caught = {row["household_id"] for row in there}
        lost = met_by["YB01"] - caught
        assert (known.lost, known.lost_met_elsewhere) == (len(lost), len(lost & met_by["CL01"]))
    wider, present, narrower = (line_of(tried, value).known for value in VALUES)
    assert wider.unseen > 0 == wider.lost and 0 < wider.unseen_met < wider.unseen
    assert present.unseen == present.lost == 0 and narrower.unseen == 0 < narrower.lost
    flat = line_of(tried, "15000").flat()
    assert flat["recognised_at_least"] == wider.met_households + wider.unseen_met
    assert flat["recognised_at_most"] == wider.met_households + wider.unseen + wider.open_households


def test_months_are_tried_behind_those_before(lived: SmallCounty) -> None:
    """Who was warned of in September is not new in October, whatever the limit of October had been."""
    outcome = try_limit(open_county(lived.home), "YB01", ["20000"], months="2026-10")
    before = lived.ask("SELECT COUNT(*) AS n FROM handling.register WHERE rule_code = 'YB01' AND month = '2026-10'")
    let_go()
    assert outcome.months == ["2026-10"] and outcome.lines[0].known.warnings == before[0]["n"] != 0


def _bytes(root: Path) -> dict[str, str]:
    files = (file for file in root.rglob("*") if file.is_file() and file.name != "home.lock")
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_nothing_is_changed_in_the_home(lived: SmallCounty) -> None:
    let_go()
    before = _bytes(lived.root)
    asked = [
        "policy",
        "try",
        "YB01",
        "--at",
        "20000",
        "25,000",
        "--months",
        "2026-10",
        "--home",
        str(lived.root),
        "--json",
    ]
    ran = CliRunner().invoke(app, asked)
    told = json.loads(ran.stdout)
    assert ran.exit_code == 0 and _bytes(lived.root) == before
    assert [row["at"] for row in told["values"]] == [20000, 25000] and told["present"] == 20000
    assert [row["is_present"] for row in told["values"]] == [True, False]


def test_what_cannot_be_known_is_said(tried: TrialOutcome, capsys: pytest.CaptureFixture[str]) -> None:
    show_trial.tried(tried, as_json=False)
    shown = capsys.readouterr().out
    assert "没有人为此上过门，符合的有多少不可知" in shown and "界限为15,000时，符合的户在" in shown
    assert not any(name(order) in shown or id_number(order) in shown for order in range(PEOPLE))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("YB99", ["1"]), "没有规则"),
        (("JY01", ["1"]), "没有数字界限"),
        (("YB01", ["很多"]), "不是数字"),
        (("YB01", ["1"], "amount"), "self_paid_ytd_yuan > 20000"),
        (("YB01", ["1"], "", "2026-11"), "还没有完成的运行"),
        (("YB01", ["1"], "", "2026-10..2026-09"), "在截止月份之后"),
    ],
    ids=["rule", "no-limit", "value", "column", "month", "order"],
)  # fmt: skip
def test_what_cannot_be_tried_is_refused(asked: tuple[str, ...], said: str, lived: SmallCounty) -> None:
    with pytest.raises(UsageError) as refused:
        try_limit(open_county(lived.home), *asked)
    assert said in str(refused.value)


LIMITS = """
disability_grade <= 2 AND COALESCE(certificate_event, '新办') IN ('新办', '变更') | disability_grade <= 2
COALESCE(disaster_loss_yuan, 1) > 0 | disaster_loss_yuan > 0
20000 < self_paid_ytd_yuan | self_paid_ytd_yuan > 20000
age BETWEEN 16 AND 60 AND loss > -5.5 | age >= 16; age <= 60; loss > -5.5
disease IN {thirty_diseases} AND paid >= 1e4 | paid >= 10000
is_only_home AND housing_grade IN ('C', 'D') |
TRUE |
"""


@pytest.mark.parametrize("line", LIMITS.strip().splitlines())
def test_the_limits_of_a_condition_are_found(line: str) -> None:
    when, said = (part.strip() for part in line.split("|"))
    policy = load_policy("jimo")
    rule = policy.rule[0].model_copy(update={"when": when})
    assert "; ".join(limit.words for limit in limits_of(rule, policy)) == said


@given(
    st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) > 1e-3),
    st.integers(0, 2),
)
def test_a_rule_at_a_value_has_that_limit_and_the_others_as_they_were(value: float, ordinal: int) -> None:
    policy = load_policy("jimo")
    rule = policy.rule[0].model_copy(update={"when": "age BETWEEN 16 AND 60 OR COALESCE(loss, 1) > 5"})
    before = limits_of(rule, policy)
    after = limits_of(rule_at(rule, policy, before[ordinal], value), policy)
    assert [one.value for one in after] == [float(value) if one.ordinal == ordinal else one.value for one in before]
    assert [(one.column, one.sign) for one in after] == [(one.column, one.sign) for one in before]


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_an_interval_holds_its_share_and_narrows(counted: tuple[int, int]) -> None:
    part, whole = counted
    low, high = interval_of(part, whole) or (1.0, 0.0)
    assert 0 <= low <= part / whole <= high <= 1
    wide = interval_of(part * 10, whole * 10)
    assert wide is not None and wide[1] - wide[0] < high - low


def test_known_intervals() -> None:
    """Of the literature (Newcombe 1998): 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for part, whole, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert interval_of(part, whole) == pytest.approx((low, high), abs=1e-4)
    assert interval_of(0, 0) is None
