"""Years drawn at random: whatever comes late, twice or otherwise, nothing is lost, moved or asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.any_year import AnyYear
from tests.support import SmallCounty


def live(root: Path, seed: int, months: int) -> None:
    year = AnyYear(SmallCounty(root / "county"), seed)
    year.live(months)
    year.check_leads()
    assert year.asked_of_departments > 3


SOME = {0: 6, 1: 4, 2: 4}
"""Seed -> months: each looks at everything after each step; whole years are for `make test-slow`."""
MANY = {seed: 12 if seed % 3 == 0 else 6 for seed in range(50)}
"""A year costs three times its first half: what a lead once a year, and all that was left over, may do is asked of every third."""


@pytest.mark.parametrize(("seed", "months"), SOME.items(), ids=map(str, SOME))
def test_a_year_in_which_things_go_wrong(tmp_path: Path, seed: int, months: int) -> None:
    live(tmp_path, seed, months)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "months"), MANY.items(), ids=map(str, MANY))
def test_many_years_in_which_things_go_wrong(tmp_path: Path, seed: int, months: int) -> None:
    live(tmp_path, seed, months)
