"""Dates of the office and of each warning, as `spec/deadlines.md` says them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sources.months import shift
from tests.support import emptied, pipe_table
from warehouse import due
from warehouse.engine import Engine
from warehouse.models import select_of_model
from warehouse.policy import deadlines
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.load import load_policy
from warehouse.policy.words import Policy
from warehouse.tables import handling as t
from warehouse.tables import states

JIMO = load_policy("jimo")
_, DAYS, LIMITS = (
    Path(__file__).parents[1].joinpath("spec", "deadlines.md").read_text(encoding="utf-8").split("\n## ")
)  # fmt: skip
ON_REST_DAYS = {"照旧": "keep", "顺延": "next_working_day", "提前": "previous_working_day"}
DAY_OF: dict[str, Callable[[str, Deadlines], dt.date]] = {
    "部门报送": deadlines.send_by, "反馈镇街": deadlines.feedback_on, "入户核实": lambda month, limits: deadlines.since(deadlines.feedback_on(month, limits), limits).visit_by, "报回台账": deadlines.ledgers_back_by,
}  # fmt: skip
STEPS = {
    "入户": "visited_on", "公示": "published_on", "录入": "entered_on", "责任人": "responsible", "计划": "plan", "办结": "closed",
}  # fmt: skip
Case = dict[str, str]


def policy_of(**said: object) -> Policy:
    return JIMO.model_copy(update={"deadlines": JIMO.deadlines.model_copy(update=said)})


@pytest.mark.parametrize("case", pipe_table(DAYS), ids=lambda case: case["情形"])
def test_a_day_of_the_month_is_the_one_of_the_table(case: Case) -> None:
    limits = policy_of(on_rest_days=ON_REST_DAYS[case["休息日"]]).deadlines
    assert DAY_OF[case["哪一天"]](case["月份"], limits).isoformat() == case["应为"]


@pytest.fixture
def engine(memory: Engine) -> Engine:
    return emptied(memory, (t.REGISTER, t.EVENT))


def told(case: Case) -> Iterator[dict[str, object]]:
    """The history that a case tells, as events."""
    for ordinal, said in enumerate(filter(None, case["经过"].split("、"))):
        found = re.fullmatch(r"(退回)?(\D+?)(20[\d-]+)?(符合|不符合)?", said)
        assert found, said
        back, step, day, value = found.groups()
        if step in STEPS:
            yield {
                "ordinal": ordinal, "number": "N", "step": STEPS[step], "happened_on": day, "value": value,
                "meets": value and value == "符合", "is_retracted": bool(back),
            }  # fmt: skip


def ruled(case: Case) -> Policy:
    responsible, plan = case["纳入后"].split("、") if "、" in case["纳入后"] else (None, None)
    return policy_of(
        decide_clock_starts={"线索": "clue", "入户": "visit"}[case["起点"]], on_rest_days=ON_REST_DAYS[case["休息日"]],
        responsible_within_days=responsible and int(responsible), plan_within_days=plan and int(plan),
    )  # fmt: skip


@pytest.mark.parametrize("case", pipe_table(LIMITS), ids=lambda case: case["情形"])
def test_a_time_limit_is_the_one_of_the_table(case: Case, engine: Engine) -> None:
    policy, feedback = ruled(case), dt.date.fromisoformat(case["反馈"])
    limits = policy.deadlines
    visit_by = deadlines.add_working_days(feedback, limits.visit_working_days)
    starts = feedback if limits.decide_clock_starts == "clue" else visit_by
    warning = {
        "number": "N", "month": "2026-10", "township": "田横镇", "feedback_on": feedback, "visit_by": visit_by,
        "decide_by": starts + dt.timedelta(days=limits.decide_within_days), "is_monitored": "已在监测" in case["经过"],
        "is_withdrawn": "撤销" in case["经过"],
    }  # fmt: skip
    engine.insert(t.REGISTER, [warning])
    engine.insert(t.EVENT, list(told(case)))
    engine.make("handling.standing", select_of_model("handling.standing"))
    due.look_at(engine, policy, dt.date.fromisoformat(case["看的那天"]))
    obligation = next(name for name, label in due.OBLIGATIONS.items() if label == case["事项"])
    found = engine.rows("SELECT due_on, state, days_over FROM handling.due WHERE obligation = ?", [obligation])
    if case["状态"] == "没有":
        assert found == []
        return
    (row,) = found
    expected = (case["到期"], case["状态"], case["超过"])
    assert (
        row["due_on"].isoformat(),
        states.labels(states.LIMITS)[row["state"]],
        str(row["days_over"] or ""),
    ) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-07", "2026-11-11"),  # a Saturday: Monday to Wednesday
        ("2026-09-30", "2026-10-10"),  # National Day, then a make-up Saturday
        ("2026-02-13", "2026-02-25"),  # Spring Festival with a make-up Saturday before it
    ],
)
def test_three_working_days(start: str, expected: str) -> None:
    assert deadlines.add_working_days(dt.date.fromisoformat(start), 3) == dt.date.fromisoformat(expected)


def test_a_year_that_is_not_published_is_told_from_one_that_is() -> None:
    assert deadlines.is_published(2026)
    assert not deadlines.is_published(2031)
    assert deadlines.add_working_days(dt.date(2031, 3, 7), 1) == dt.date(2031, 3, 10)


def test_the_month_of_jimo() -> None:
    limits = JIMO.deadlines
    assert deadlines.feedback_on("2026-10", limits) == dt.date(2026, 11, 7)
    assert deadlines.since(dt.date(2026, 11, 7), limits) == deadlines.Limits(
        dt.date(2026, 11, 7), dt.date(2026, 11, 11), dt.date(2026, 11, 26)
    )
    assert (limits.on_rest_days, limits.responsible_within_days, limits.plan_within_days) == ("keep", None, None)


@pytest.mark.parametrize(
    ("month", "by", "expected"), [("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01"), ("2026-05", -17, "2024-12")]
)
def test_months_shift_over_years(month: str, by: int, expected: str) -> None:
    assert shift(month, by) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (None, "2026-11-07"),
        (dt.date(2026, 11, 5), "2026-11-07"),  # run early: the policy's day
        (dt.date(2026, 11, 7), "2026-11-07"),
        (dt.date(2026, 11, 29), "2026-11-29"),  # run late: the real day
        (dt.date(2027, 2, 1), "2027-02-01"),
    ],
)
def test_townships_are_given_the_lists_on_the_policys_day_or_the_real_one(on: dt.date | None, expected: str) -> None:
    assert deadlines.handed_on("2026-10", JIMO.deadlines, on).isoformat() == expected
