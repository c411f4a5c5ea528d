"""Help, and whatever is written wrongly, are answered before anything heavy is loaded: what counts is what is imported, not seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = """
import json, sys
from flows.cli import main

told = []
for words in json.loads(sys.argv[1]):
    sys.argv = ["fangpin", *words]
    try:
        main()
    except SystemExit as left:
        loaded = {name.split(".")[0] for name in sys.modules}
        told.append({"status": left.code or 0, "loaded": sorted(loaded)})
print("\\n" + json.dumps(told))
"""
JUDGES = {"great_expectations", "pandas", "scipy", "sqlalchemy"}
HEAVY = JUDGES | {"prefect", "polars", "duckdb", "lxml", "openpyxl", "xlsxwriter", "docx", "apprise", "warehouse"}
"""What takes time to import, and the warehouse with all its declarations: nothing of a county has been asked yet."""


def ran(home: Path, *commands: str) -> list[tuple[str, int, set[str]]]:
    """Each of the commands, one after the other in one process: its words, its exit status, what is loaded by then."""
    words = [[word.replace("HOME", str(home)) for word in one.split()] for one in commands]
    program = [sys.executable, "-c", WATCHED, json.dumps(words)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=300, check=True, encoding="utf-8")
    told = json.loads(done.stdout.splitlines()[-1])
    return [(one, told["status"], set(told["loaded"])) for one, told in zip(commands, told, strict=True)]


def test_help_and_usage_errors_load_nothing_heavy(tmp_path: Path) -> None:
    asked = (
        "--help", "month --help", "base load --help",
        "mont", "month", "month 2026-13", "month 2026-10 --on 31.10.", "month 2026-10 --nothing", "month 2026-10 too much",
        "month 2026-10 --home HOME/none", "collect 2026-10 --home HOME/none", "returns 2026-10 --home HOME/none",
        "dispatch 2026-10 --home HOME/none", "status --home HOME/none", "explain X --home HOME/none",
        "templates --home HOME/none", "serve --home HOME/none", "base load --as-of 2026-10-31 --home HOME/none",
        "base load", "base load --as-of yesterday", "bulletin 2026", "bulletin 2026Q4 --home HOME/none",
        "backfill 2026-09 2026-10", "backfill 2026-10 2026-09 --reason x --home HOME", "demo --persons 1", "demo --month x",
    )  # fmt: skip
    for words, status, loaded in ran(tmp_path, *asked):
        assert status == (0 if "--help" in words else 2), words
        assert not HEAVY & loaded, (words, HEAVY & loaded)


@pytest.mark.parametrize(
    ("settings", "words"),
    [('polcy = "jimo"\n', "month 2026-10"), ('policy = "nowhere"\n', "serve"), ('added_feeds = ["没有"]\n', "collect 2026-10")],
)  # fmt: skip
def test_wrong_settings_are_told_before_prefect_and_the_judge_are_loaded(
    tmp_path: Path, settings: str, words: str
) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    (only,) = ran(tmp_path, f"{words} --home HOME")
    assert only[1] in (1, 2) and not (JUDGES | {"prefect", "polars", "openpyxl", "xlsxwriter", "docx"}) & only[2]
