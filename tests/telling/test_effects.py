"""What works: hit rate and burden of rules, departments and townships, from the ledgers that came back; counted by hand here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from reports.county.effects import BY_DEPARTMENT, BY_RULE, BY_TOWNSHIP, REASONS
from reports.facts import Facts
from reports.queries import ask
from reports.workbooks.layout import Sheet
from tests.support import pipe_table
from warehouse import tables
from warehouse.due import look_at
from warehouse.engine import Engine
from warehouse.models import select_of_model
from warehouse.policy.load import load_policy
from warehouse.tables import handling as t

POLICY = load_policy("jimo")
FEEDBACK = dt.date(2026, 11, 9)
# 退回：这一条有几处退回待补正
WARNINGS = pipe_table("""
| 编号 | 月份 | 规则 | 来源 | 镇街 | 户 | 入户 | 办结 | 结果 | 退回 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| A1 | 2026-10 | YB01 | 医保局 | 田横镇 | h1 | 1 | 2 | 符合 | 0 |
| A2 | 2026-10 | YB01 | 医保局 | 田横镇 | h1 | 3 | 4 | 收入稳定 | 0 |
| A3 | 2026-10 | YB01 | 医保局 | 金口镇 | h2 | 2 | 8 | 收入稳定 | 0 |
| A4 | 2026-10 | YB01 | 医保局 | 金口镇 | h3 | | 9 | 子女赡养 | 0 |
| A5 | 2026-10 | YB01 | 医保局 | 金口镇 | h4 | 5 | | | 2 |
| A6 | 2026-10 | YB01 | 医保局 | 金口镇 | h5 | | | 撤销 | 0 |
| B1 | 2026-10 | XF01 | 12345 | 田横镇 | h6 | | | | 0 |
| C1 | 2026-11 | YB01 | 医保局 | 田横镇 | h1 | 1 | 1 | 符合 | 0 |
| D1 | 2026-10 | | 村委 | 田横镇 | h7 | 0 | 0 | 符合 | 0 |
""")  # fmt: skip


def after(days: str) -> dt.date | None:
    return FEEDBACK + dt.timedelta(days=int(days)) if days else None


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The register, the history and the answers, as a month leaves them."""
    with Engine(None) as engine:
        for row in WARNINGS:
            number, is_withdrawn = row["编号"], row["结果"] == "撤销"
            engine.insert(t.REGISTER, [{
                "number": number, "month": row["月份"], "rule_code": row["规则"] or None, "department": row["来源"], "township": row["镇街"],
                "household_id": row["户"], "feedback_on": FEEDBACK, "visit_by": after("3"), "decide_by": after("18"),
                "is_monitored": False, "is_withdrawn": is_withdrawn,
            }])  # fmt: skip
            meets = row["结果"] == "符合"
            steps = {"visited_on": row["入户"], "closed": row["办结"]}
            value = {"closed": "符合" if meets else f"不符合：{row['结果']}"}
            engine.insert(t.EVENT, [
                {"ordinal": ordinal, "number": number, "step": step, "happened_on": after(days), "value": value.get(step),
                 "meets": meets if step == "closed" else None, "is_retracted": False}
                for ordinal, (step, days) in enumerate(steps.items()) if days
            ])  # fmt: skip
            engine.insert(
                t.ANSWER, [{"number": number, "reason": None if meets else row["结果"]}] if row["办结"] else []
            )
            engine.insert(
                t.REFUSAL, [{"number": number, "month": "2026-10", "item": item} for item in "ab"[: int(row["退回"])]]
            )
        rules = (("2026-10", "YB01"), ("2026-11", "YB01"), ("2026-10", "XF01"))
        said = {"YB01": ("医保局", "医疗费用"), "XF01": ("信访局", "信访")}
        engine.insert(tables.RULE, [
            {"month": month, "rule_code": code, "department": said[code][0], "label": said[code][1]} for month, code in rules
        ])  # fmt: skip
        engine.make("handling.standing", select_of_model("handling.standing"))
        look_at(engine, POLICY, dt.date(2026, 12, 4))
        yield engine


def told(engine: Engine, sheet: Sheet, month: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in ask(engine, sheet.query, sheet.takes, Facts(month, POLICY))]


MEASURES = ("issued", "households", "withdrawn", "open", "done", "met", "hit_rate", "missed", "refused")


def test_a_rule_is_told_with_its_hits_its_burden_and_why_it_missed(engine: Engine) -> None:
    found = told(engine, BY_RULE, "2026-10", "department", "rule_code", "label", *MEASURES)
    assert found == [
        ("医保局", "YB01", "医疗费用", 6, 5, 1, 1, 4, 1, 25.0, 3, 1),
        ("信访局", "XF01", "信访", 1, 1, 0, 1, 0, 0, None, 0, 0),  # told by 12345, sent by 信访局
        ("村委", None, None, 1, 1, 0, 0, 1, 1, 100.0, 0, 0),  # a township's own line has no rule
    ]
    days = told(engine, BY_RULE, "2026-10", "days_to_visit", "days_to_close", "reasons")
    assert days[0] == (2.5, 6.0, "收入稳定（2）；子女赡养（1）")
    assert days[1] == (None, None, None)


def test_departments_and_townships_add_up_to_the_same(engine: Engine) -> None:
    assert told(engine, BY_DEPARTMENT, "2026-10", "department", *MEASURES)[0] == (
        "医保局",
        6,
        5,
        1,
        1,
        4,
        1,
        25.0,
        3,
        1,
    )
    townships = told(engine, BY_TOWNSHIP, "2026-10", "township", *MEASURES)
    assert townships == [
        ("金口镇", 4, 4, 1, 1, 2, 0, 0.0, 2, 1), ("田横镇", 4, 3, 0, 1, 3, 2, 66.7, 1, 0),
    ]  # fmt: skip  # the policy's order


def test_later_months_are_added_when_they_are_told(engine: Engine) -> None:
    assert told(engine, BY_RULE, "2026-11", "issued", "met", "hit_rate")[0] == (7, 2, 40.0)
    assert told(engine, BY_RULE, "2026-09", "issued") == []


def test_reasons_are_counted_with_the_townships_that_gave_them(engine: Engine) -> None:
    found = told(engine, REASONS, "2026-10", "rule_code", "reason", "times", "townships")
    assert found == [("YB01", "收入稳定", 2, 2), ("YB01", "子女赡养", 1, 1)]


def test_what_is_published_names_nobody(engine: Engine) -> None:
    engine.run("INSERT INTO ops.run (run_id, month) VALUES ('r', '2026-10')")
    published = engine.rows(select_of_model("mart.handling"))
    assert [row["number"] for row in published] == [
        "A1",
        "A2",
        "B1",
        "D1",
        "A3",
        "A4",
        "A5",
        "A6",
    ]  # by township; 2026-11 is not run
    assert not {"reason", "household_id", "head_name", "head_id"} & set(published[0])
    assert [(row["state"], row["meets"], row["days_to_close"]) for row in published[:2]] == [
        ("done", True, 2),
        ("done", False, 4),
    ]
