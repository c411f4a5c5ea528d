"""Great Expectations is loaded beside other work; what goes wrong is told by whoever needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from expectations import gx


@pytest.fixture(autouse=True)
def as_if_nothing_was_loaded() -> Iterator[None]:
    gx.begin_to_load.cache_clear()
    yield
    gx.begin_to_load.cache_clear()


def test_it_is_loaded_once_while_others_work(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    loaded: list[threading.Thread] = []

    def imports() -> None:
        go_on.wait(60)
        loaded.append(threading.current_thread())

    monkeypatch.setattr(gx, "_import", imports)
    gx.begin_to_load()
    gx.begin_to_load()
    assert loaded == []
    go_on.set()
    gx.load()
    gx.load()
    assert len(loaded) == 1 and loaded != [threading.main_thread()]


def test_what_keeps_it_from_being_loaded_is_told_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ImportError("no module named great_expectations")

    monkeypatch.setattr(gx, "_import", fails)
    gx.begin_to_load()
    for _ in range(2):
        with pytest.raises(ImportError, match="great_expectations"):
            gx.load()
