"""What a policy may say beyond即墨's notice: lines by formula and about, other clocks, rules that do not hold, names of risks and classes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.settings import open_county, write_settings
from sources.catalogue import usual_catalogue
from sources.errors import PolicyError
from tasks.home import Home
from tests.support import SmallCounty
from warehouse.engine import Engine
from warehouse.months import begin_month
from warehouse.policy import deadlines
from warehouse.policy.load import faults_of, load_policy
from warehouse.policy.procedures import STEPS, ordered
from warehouse.policy.told import IN_OWN_WORDS, differences, told
from warehouse.policy.words import Policy


def said(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "policy.toml"
    file.write_text(f'extends = "jimo"\n{text}', encoding="utf-8")
    return load_policy(file)


def test_a_line_is_so_many_times_the_places_own_standard(tmp_path: Path) -> None:
    """德化 2024: 农村低保 815元×12×2 = 19560元."""
    lines = said(tmp_path, "[monitoring]\ntimes_dibao = { 2024 = 2 }\ndibao_yuan = { 2024 = 9780 }\n").monitoring
    assert (lines.line_of(2024), lines.band_of(2024), lines.line_of(2025), lines.years) == (
        19560,
        (19560, 19560),
        None,
        (2024,),
    )


def test_an_amount_goes_before_the_formula_and_a_formula_without_its_standard_is_refused(tmp_path: Path) -> None:
    lines = said(tmp_path, "[monitoring]\nincome_line_yuan = { 2024 = 20000 }\ntimes_dibao = { 2024 = 2 }\n").monitoring
    assert lines.line_of(2024) == 20000
    with pytest.raises(PolicyError, match="低保标准"):
        said(tmp_path, "[monitoring]\ntimes_dibao = { 2024 = 2 }\n")


def test_the_second_line_may_be_set_anew_each_year(tmp_path: Path) -> None:
    income = said(tmp_path, "[income]\nlow_by_year = { 2024 = 11000 }\n").income
    assert (income.low_of(2023), income.low_of(2024)) == (10_000, 11_000)


def test_foziling_looks_at_incomes_about_the_line_and_knows_the_average() -> None:
    lines = load_policy("foziling").monitoring
    assert lines.band_of(2020) == (4000, 6000) and lines.rural_average_yuan == {2020: 15416}


@pytest.mark.parametrize(
    ("text", "visit", "decide"),
    [
        ("", "2026-11-11", "2026-11-26"),
        ("visit_within_days = 5", "2026-11-12", "2026-11-27"),
        ("decide_within_working_days = 20", "2026-11-11", "2026-12-09"),
        ('decide_within_working_days = 20\ndecide_clock_starts = "clue"', "2026-11-11", "2026-12-04"),
    ],
)
def test_time_is_counted_in_days_or_in_working_days(text: str, visit: str, decide: str, tmp_path: Path) -> None:
    limits = deadlines.since(dt.date(2026, 11, 7), said(tmp_path, f"[deadlines]\n{text}\n").deadlines)
    assert (limits.visit_by.isoformat(), limits.decide_by.isoformat()) == (visit, decide)


def test_a_decision_counted_in_working_days_is_counted_from_the_visit(tmp_path: Path) -> None:
    from tests.warning.test_deadlines import told as events
    from warehouse import due, models
    from warehouse.tables import handling as t

    policy = said(tmp_path, "[deadlines]\ndecide_within_working_days = 20\n")
    with Engine(None) as engine:
        warning = {
            "number": "N",
            "month": "2026-10",
            "feedback_on": dt.date(2026, 11, 7),
            "is_monitored": False,
            "is_withdrawn": False,
        }
        engine.insert(t.REGISTER, [warning])
        engine.insert(t.EVENT, list(events({"经过": "入户2026-11-09"})))
        engine.make("handling.standing", models.select_of_model("handling.standing"))
        due.look_at(engine, policy, dt.date(2026, 12, 1))
        assert engine.value("SELECT due_on FROM handling.due WHERE obligation = 'decide'") == dt.date(2026, 12, 7)


def test_a_rule_that_does_not_hold_here_is_left_out(tmp_path: Path) -> None:
    codes = {rule.code for rule in said(tmp_path, 'without_rules = ["JY02", "MZ04"]\n').rule}
    assert codes == {rule.code for rule in load_policy("jimo").rule} - {"JY02", "MZ04"}
    with pytest.raises(PolicyError, match="ZZ99"):
        said(tmp_path, 'without_rules = ["ZZ99"]\n')


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ('risk_types = ["因病", "其他"]\n', "因学"),
        ('[risk_aliases]\n"因病" = ["缺劳力"]\n', "两种意思"),
        ('[deadlines]\ncounts_from_spoken = ["口头"]\n', "口头"),
        (
            '[[household_class]]\nname = "甲"\nalso = ["丙"]\n[[household_class]]\nname = "乙"\nalso = ["丙"]\n',
            "两种意思",
        ),
    ],
)
def test_words_that_do_not_go_together_are_refused(text: str, told_of: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=told_of):
        said(tmp_path, text)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    rule = '[[rule]]\ncode = "{code}"\nfeed = "medical_expense"\nwhen = "{when}"\nnew = "each_event"\nrisk = "因病"\ngrade = "{grade}"\nsays = "x"\n'
    file.write_text(
        'extends = "jimo"\n[deadlines]\nvisit_days = 3\n' + rule.format(code="ZZ01", when="TRUE", grade="紫"),
        encoding="utf-8",
    )
    words = [str(fault) for fault in faults_of(file, usual_catalogue())]
    assert (
        len(words) == 2 and "visit_days" in words[0] and "ZZ01" in words[1] and all("处理办法" in one for one in words)
    )
    rules = rule.format(code="ZZ01", when="no_such > 1", grade="红") + rule.format(
        code="ZZ02", when="TRUE;", grade="红"
    )
    file.write_text(f'extends = "jimo"\n{rules}', encoding="utf-8")
    assert [("ZZ01" in str(fault), "ZZ02" in str(fault)) for fault in faults_of(file, usual_catalogue())] == [
        (True, False),
        (False, True),
    ]
    assert faults_of("jimo", usual_catalogue()) == []


def test_what_differs_is_told_item_by_item(tmp_path: Path) -> None:
    own = said(
        tmp_path,
        'version = "9"\n[deadlines]\nvisit_working_days = 5\n[monitoring]\nincome_line_yuan = { 2026 = 8400 }\n',
    )
    found = [(one.topic, one.name, one.before, one.after) for one in differences(load_policy("jimo"), own)]
    assert found == [
        ("政策", "版本", "2022.04", "9"),
        ("收入线", "2026年监测范围", "没有写", "8400元"),
        ("期限", "入户核实", "3个工作日内", "5个工作日内"),
    ]
    assert differences(own, own) == []
    assert len({(item.topic, item.name) for item in told(own)}) == len(told(own))


def test_every_part_of_a_policy_is_told() -> None:
    """Also one that is declared later: what is not told in words of its own is told by those of the file."""
    policy = load_policy("jimo")
    assert {item.topic for item in told(policy)} >= {"told", "描述中的用词"}
    other = policy.model_copy(update={"told": policy.told.model_copy(update={"office": "别处"})})
    assert [(one.name, one.after) for one in differences(policy, other)] == [("office", "别处")]
    assert set(Policy.model_fields) >= IN_OWN_WORDS


def test_liujiang_asks_four_more_feeds_each_month(memory: Engine) -> None:
    asked = {}
    for code in ("jimo", "liujiang"):
        begin_month(memory, "2023-02", load_policy(code), {})
        asked[code] = {str(row["feed"]) for row in memory.rows("SELECT feed FROM ops.expected_feed")}
    assert asked["liujiang"] - asked["jimo"] == {"unemployment", "farm_loss", "unsafe_water", "disaster"}


def test_the_villages_of_tandu_are_parted_as_the_notice_does_unless_settings_say_otherwise(tmp_path: Path) -> None:
    home = Home(tmp_path / "county")
    write_settings(home, "tandu")
    first, second = open_county(home).groups
    assert (len(first.places), len(second.places)) == (6, 7) and first.leader == first.members == ""
    own = '[[group]]\nname = "甲组"\nleader = "某组长"\nplaces = ["坦渡村"]\n'
    home.settings.write_text(home.settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert [(one.name, one.leader) for one in open_county(home).groups] == [("甲组", "某组长")]


groups = st.lists(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=3, unique=True), min_size=1, max_size=5)


@given(said_groups=groups)
def test_of_two_steps_one_goes_before_the_other_only_where_it_never_stands_behind_it(
    said_groups: list[list[str]],
) -> None:
    places = {
        STEPS[step]: [place for place, group in enumerate(said_groups) if step in group]
        for group in said_groups
        for step in group
    }
    assert ordered(said_groups) == {
        (one, other)
        for one, of_one in places.items()
        for other, of_other in places.items()
        if max(of_one) < min(of_other)
    }


def test_a_risk_that_a_township_calls_by_another_name_is_the_policys(tmp_path: Path) -> None:
    """缺劳动力, written into the ledger where 因缺劳力 is meant, is taken and not sent back."""
    from tests import ledgers as on

    county = SmallCounty(tmp_path / "county")
    county.person(1)
    county.load_base()
    on.warn_of(county, {1: "申报"})
    (number,) = on.numbers(county).values()
    on.answer(county, {number: {"风险": "缺劳动力"}})
    assert on.refused(county) == []
    assert county.ask("SELECT risk FROM handling.register") == [{"risk": "因缺劳力"}]
