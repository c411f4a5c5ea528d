"""What the clerk sees on a narrow screen."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from expectations.library import load_rules
from flows import show_cleaning


@pytest.mark.parametrize("width", [60, 80, 200])
def test_rules_are_told_whole_on_any_screen(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = StringIO()
    monkeypatch.setattr(show_cleaning, "out", Console(width=width, file=screen))
    ran = {"months_run": 12, "months_fired": 3, "found_last": 1234, "state_last": "fired"}
    for rule in load_rules():
        screen.seek(0)
        screen.truncate()
        show_cleaning.rules([rule.model_dump(mode="json") | ran], as_json=False)
        told = iter(screen.getvalue())
        assert all(sign in told for sign in rule.label), rule.code  # in order, though on several lines
        assert "…" not in screen.getvalue() and rule.code in screen.getvalue() and "1234条" in screen.getvalue()
