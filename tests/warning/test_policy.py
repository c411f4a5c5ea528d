"""A wrong policy is refused with file, rule and reason; a right one says what the notice says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sources.errors import PolicyError
from warehouse.policy.load import load_policy

ANNEX_2 = (
    "镇街", "村", "户主姓名", "身份证", "预警方式", "预警信息来源", "具体预警信息", "信息反馈日期", "是否符合认定标准",
    "不符合认定标准的主要原因", "办理结果是否已告知本人（仅自主申报户和信访户填写）", "核查人员", "办结日期",
)  # fmt: skip


def test_jimo_says_what_the_notice_says() -> None:
    policy = load_policy("jimo")
    assert policy.ledger.columns == ANNEX_2
    assert policy.in_force_from == dt.date(2022, 4, 7)
    due = policy.deadlines
    assert (due.departments_send_by_day, due.lists_out_by_day, due.ledgers_back_by_day) == (4, 7, 30)
    assert (due.visit_working_days, due.decide_within_days, due.decide_clock_starts) == (3, 15, "visit")
    assert {rule.feed for rule in policy.rule} == {
        "school_dropout", "education_aid", "dibao", "tekun", "dibao_edge", "temporary_aid", "orphan", "de_facto_orphan",
        "distressed_child", "housing_grade", "housing_renovation", "serious_disease", "medical_expense", "disability",
        "petition", "self_report", "cadre_visit", "disaster", "unemployment", "farm_loss", "unsafe_water", "base_gap",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('when = "self_paid_yuann > 20000"', "self_paid_yuann"),
        ('when = "self_paid_ytd_yuan >"', "条件或语句不能执行"),
        ('when = "TRUE; DROP TABLE raw.feed_row"', "分号"),
        ('says = "累计{nothing}元"', "nothing"),
        ('says = "累计{self_paid_ytd_yuan:>10}元"', "格式"),
        ('when = "disease IN {no_such_list}"', "no_such_list"),
        ('feed = "medical"', "medical"),
        ('grade = "紫"', "grade"),
        ('treshold = 3', "treshold"),
        ('way = "口头"', "口头"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_file_rule_and_reason(tmp_path: Path, text: str, told: str) -> None:
    usual = {
        "feed": '"medical_expense"', "when": '"TRUE"', "new": '"each_event"', "risk": '"因病"', "grade": '"橙"',
        "says": '"x"',
    }  # fmt: skip
    key, value = text.split(" = ", 1)
    lines = [f"{name} = {said}" for name, said in (usual | {key: value}).items()]
    file = tmp_path / "policy.toml"
    file.write_text('extends = "jimo"\n[[rule]]\ncode = "ZZ01"\n' + "\n".join(lines), encoding="utf-8")
    with pytest.raises(PolicyError) as refusal:
        load_policy(file)
    message = str(refusal.value)
    assert "policy.toml" in message and "ZZ01" in message and told in message


def test_a_policy_that_is_not_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("code = ", encoding="utf-8")
    with pytest.raises(PolicyError, match="policy.toml"):
        load_policy(file)
    with pytest.raises(PolicyError, match="jimo"):
        load_policy("nowhere")


def test_a_county_changes_one_threshold_and_keeps_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    rule = '[[rule]]\ncode = "YB01"\nfeed = "medical_expense"\nwhen = "self_paid_ytd_yuan >= 15000"\nnew = "first_time_in_year"\n'
    file.write_text(
        'extends = "jimo"\nversion = "县 2026"\n[deadlines]\nvisit_working_days = 5\n'
        + rule + 'risk = "因病"\ngrade = "红"\nsays = "超线"\n',
        encoding="utf-8",
    )  # fmt: skip
    own, jimo = load_policy(file), load_policy("jimo")
    assert own.deadlines.visit_working_days == 5 and own.deadlines.lists_out_by_day == 7
    assert {r.code for r in own.rule} == {r.code for r in jimo.rule}
    assert next(r for r in own.rule if r.code == "YB01").when == "self_paid_ytd_yuan >= 15000"
    assert own.digest != jimo.digest


@pytest.mark.parametrize("line", ["{ 2026 = 0 }", '{ 2026 = "八千" }', "{ now = 8400 }", "8400"])
def test_a_line_that_is_no_amount_of_a_year_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(f'extends = "jimo"\n[monitoring]\nincome_line_yuan = {line}\n', encoding="utf-8")
    with pytest.raises(PolicyError) as refusal:
        load_policy(file)
    assert "policy.toml" in str(refusal.value) and "income_line_yuan" in str(refusal.value)


def test_a_line_is_known_by_its_year(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('extends = "jimo"\n[monitoring]\nincome_line_yuan = { 2026 = 8400 }\n', encoding="utf-8")
    assert load_policy(file).monitoring.income_line_yuan == {2026: 8400}
    assert load_policy("jimo").monitoring.income_line_yuan == {}


def test_the_example_for_a_county_is_one(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
    file = tmp_path / "policy.toml"
    file.write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    own = load_policy(file)
    assert own.name == "某山县" and own.deadlines.visit_working_days == 5 and own.told.office == "某山县农业农村局"
    assert {rule.code for rule in own.rule} == {rule.code for rule in load_policy("jimo").rule}
