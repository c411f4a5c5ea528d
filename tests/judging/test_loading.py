"""Great Expectations is loaded in a child beside other work; what goes wrong there is told by whoever needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from expectations import gx
from sources.children import new_children
from sources.errors import CheckCrashed

CHECK = gx.Check("sound", "ExpectColumnValuesToBeBetween", {"column": "failed", "max_value": 0})


@pytest.fixture
def another_child(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One of the test's own, in which nothing is loaded yet."""
    with new_children(1) as pool:
        monkeypatch.setattr(gx, "_child", lambda: pool)
        gx.begin_to_load.cache_clear()
        yield
    gx.begin_to_load.cache_clear()


def test_it_is_loaded_once_and_not_here() -> None:
    assert gx.begin_to_load() is gx.begin_to_load()
    gx.load()
    assert "great_expectations" not in sys.modules


@pytest.mark.usefixtures("another_child")
def test_what_keeps_it_from_being_loaded_is_told_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gx, "_load", cannot_load)
    gx.begin_to_load()
    for _ in range(2):
        with pytest.raises(CheckCrashed, match="没有载入"):
            gx.load()


@pytest.mark.usefixtures("another_child")
def test_a_child_that_the_system_ends_gives_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gx, "_load", nothing)
    monkeypatch.setattr(gx, "_validate", is_ended)
    with pytest.raises(CheckCrashed, match="被系统中止"):
        gx.check_counts([{"place": 1, "failed": 0}], "place", [CHECK])


def test_what_breaks_in_the_child_is_told_without_data() -> None:
    rows = [{"place": 1, "failed": "石红云"}]
    with pytest.raises(CheckCrashed) as broken:
        gx.check_counts(rows, "place", [CHECK])["sound"].verdict()
    assert "石红云" not in str(broken.value)


def test_a_check_of_a_kind_that_there_is_not_is_told() -> None:
    with pytest.raises(CheckCrashed, match="检查未能运行"):
        gx.check_counts([{"place": 1}], "place", [gx.Check("none", "NoSuchExpectation", {})])


def test_of_no_rows_nothing_is_unexpected() -> None:
    assert gx.check_counts([], "place", [CHECK])["sound"].verdict() == gx.Verdict(is_met=True, judged=0, failed=0)


def cannot_load() -> None:
    raise CheckCrashed("Great Expectations 没有载入（ImportError）")


def nothing() -> None:
    pass


def is_ended(*_: object) -> None:
    os.kill(os.getpid(), 9)
