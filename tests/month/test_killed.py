"""A run that is killed at any moment leaves a home in which the same command does the whole work."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sources.synthetic import write_county
from tasks.home import Home
from tests.month.test_county import fangpin, fingerprints
from tests.sample.county import MONTH


def numbers(home: Path) -> list[str]:
    from warehouse.engine import Engine

    with Engine(home / "warehouse" / "fangpin.duckdb", read_only=True) as engine:
        return [str(row["number"]) for row in engine.rows("SELECT number FROM warning.warning ORDER BY number")]


MOMENTS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Parts of the time that the command takes when nobody kills it: most of them fall into its work, none waits for its end."""


def seconds_of(*words: str | Path) -> float:
    """Run a command to its end; how long it took."""
    began = time.monotonic()
    assert fangpin(*words).status == 3
    return time.monotonic() - began


def killed(words: tuple[str | Path, ...], seconds: float) -> bool:
    """Run the command and kill it after so many seconds, the reader's children and Prefect's server with it, as when the power
    fails. Was it still at work?"""
    program = [sys.executable, "-c", "from flows.cli import main; main()"]
    running = subprocess.Popen(
        [*program, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    was_at_work = running.poll() is None
    with contextlib.suppress(ProcessLookupError):  # it has ended
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    return was_at_work


def kill_often(
    words: tuple[str | Path, ...], seconds: float, afresh: Callable[[], object], moments: tuple[float, ...] = MOMENTS
) -> int:
    """Kill the command at each of the moments of so many seconds; how often it was at work. Where it was over before, the machine is
    quicker than when they were counted, and with the work done it would be quicker still: it begins again on the home as it was (afresh)."""
    at_work = 0
    for moment in moments:
        at_work += (was_at_work := killed(words, seconds * moment))
        if not was_at_work:
            seconds *= 0.7
            afresh()
    return at_work


@pytest.mark.slow
def test_a_killed_month_runs_again_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    for home in (whole, torn):
        write_county(home, persons=800, seed=3, month=MONTH)
        Home(home).seal_key.parent.mkdir()
        Home(home).seal_key.write_bytes(b"of both homes")  # else each makes its own, and its check codes differ
    month = ("month", MONTH, "--on", "2026-11-07", "--json", "--home")
    untouched = shutil.copytree(torn, tmp_path / "untouched")
    seconds = seconds_of(*month, whole)

    def afresh() -> None:
        shutil.rmtree(torn)
        shutil.copytree(untouched, torn)

    assert kill_often((*month, torn), seconds, afresh) >= 3
    assert fangpin(*month, torn).status == 3
    assert numbers(torn) == numbers(whole)
    assert fingerprints(torn) == fingerprints(whole)
    assert not list((torn / "outbox").glob(".*"))
