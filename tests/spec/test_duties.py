"""Every duty of each notice falls due on the days that its words say; tests/spec/duties.md reads as the notices do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sources.months import month_end
from tests.support import pipe_table
from warehouse.policy.duties import Duty, Rhythm, falls_of
from warehouse.policy.load import load_policy

TEXT = Path(__file__).with_name("duties.md").read_text(encoding="utf-8")
DUE, REST = (pipe_table(part) for part in TEXT.split("\n\n") if part.startswith("|"))
POLICIES = ("jimo", "tandu", "liujiang", "eerhe", "foziling")


def span_of(text: str) -> tuple[dt.date, dt.date]:
    """A year, or a month."""
    if "-" in text:
        return dt.date.fromisoformat(f"{text}-01"), month_end(text)
    return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)


@pytest.mark.parametrize("row", DUE, ids=lambda row: f"{row['编号']}-{row['何时']}")
def test_a_duty_falls_due_when_its_notice_says(row: dict[str, str]) -> None:
    policy = load_policy(row["政策"])
    (duty,) = (one for one in policy.duty if one.code == row["编号"])
    assert row["通知"] in duty.words
    falls = falls_of(duty, *span_of(row["何时"]), policy.in_force_from, policy.deadlines)
    assert [f"{fall.due_on:%m-%d}" for fall in falls] == row["到期"].split()


@pytest.mark.parametrize("policy", POLICIES)
def test_every_duty_stands_in_the_book(policy: str) -> None:
    """And no policy has another place's."""
    told = {row["编号"] for row in DUE if row["政策"] == policy}
    assert {duty.code for duty in load_policy(policy).duty} == told


@pytest.mark.parametrize("row", REST, ids=lambda row: f"{row['on_rest_days']}-{row['每月']}")
def test_rest_days_are_as_the_policy_says(row: dict[str, str]) -> None:
    by_words = dt.date.fromisoformat(row["每月"])
    duty = Duty(code="ZZ01", what="x", who=("县",), words="x", due=Rhythm(each="month", day=by_words.day))
    limits = load_policy("jimo").deadlines.model_copy(update={"on_rest_days": row["on_rest_days"]})
    around = dt.timedelta(days=40)
    falls = falls_of(duty, by_words - around, by_words + around, dt.date(2022, 1, 1), limits)
    assert [str(fall.due_on) for fall in falls if fall.day == by_words] == [row["到期"]]
