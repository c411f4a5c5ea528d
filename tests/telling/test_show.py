"""What the clerk sees on the screen."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from expectations.library import load_rules
from flows import cli
from flows.screen import cleaning as show_cleaning
from flows.screen import console
from warehouse.sentence import as_text


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


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit status of a command line, and what the clerk sees."""
    monkeypatch.setattr(sys, "argv", ["fangpin", *words])
    monkeypatch.setattr(console, "err", Console(stderr=True, width=80))
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0), "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mnth",), "没有“mnth”这个命令，是不是 month 处理办法：写法见 fangpin --help。"),
        (("month",), "没有写“月份” 处理办法：写法见 fangpin month --help。"),
        (("month", "2026-10", "11"), "多写了“11”"),
        (("month", "2026-10", "--hom", "x"), "没有“--hom”这个选项，是不是 --home"),
        (("base", "load"), "没有写“--as-of”"),
        (("demo", "--persons", "ten"), "“--persons”写得不对"),
    ],
)
def test_a_command_written_wrongly_is_told_in_chinese(
    words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, seen = run(monkeypatch, capsys, *words)
    assert status == 2 and told in seen and "Usage" not in seen


def test_the_help_is_whole_and_framed_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, seen = run(monkeypatch, capsys, "--help")
    assert status == 0 and "命令" in seen and "Commands" not in seen
    assert "…" not in seen


def test_asked_nothing_the_help_is_shown_and_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, seen = run(monkeypatch, capsys)
    assert status == 2 and "命令" in seen and "错误" not in seen


def test_a_home_that_is_not_there_is_not_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, seen = run(monkeypatch, capsys, "serve", "--home", str(tmp_path / "none"))
    assert status == 2 and "没有这个文件夹" in seen and not (tmp_path / "none").exists()


def test_a_truth_value_is_written_as_people_write_it() -> None:
    with duckdb.connect() as connection:
        written = [
            connection.execute(f"SELECT {as_text(value)}").fetchone() for value in ("TRUE", "FALSE", "36000.0", "NULL")
        ]
    assert written == [("是",), ("否",), ("36000",), (None,)]
