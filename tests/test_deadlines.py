"""Dates of the office: the 4th and the 7th, the 30th of February, three working days over a holiday."""

from __future__ import annotations

import datetime as dt

import pytest

from warehouse import deadlines
from warehouse.policy import load_policy

DUE = load_policy("jimo").deadlines


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("2026-10", 4, "2026-11-04"), ("2026-12", 7, "2027-01-07"), ("2026-01", 30, "2026-02-28"),
        ("2028-01", 30, "2028-02-29"), ("2026-03", 30, "2026-04-30"),
    ],
)  # fmt: skip
def test_a_day_of_the_following_month(month: str, day: int, expected: str) -> None:
    assert deadlines.day_after(month, day) == dt.date.fromisoformat(expected)


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
    assert deadlines.feedback_on("2026-10", DUE) == dt.date(2026, 11, 7)
    assert deadlines.visit_by("2026-10", DUE) == dt.date(2026, 11, 11)
    assert deadlines.decide_by("2026-10", DUE) == dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("month", "by", "expected"), [("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01"), ("2026-05", -17, "2024-12")]
)
def test_months_shift_over_years(month: str, by: int, expected: str) -> None:
    assert deadlines.shift(month, by) == expected
