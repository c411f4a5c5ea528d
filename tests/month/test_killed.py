"""A run that is killed at any moment leaves a home in which the same command does the whole work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
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


@pytest.mark.slow
def test_a_killed_month_runs_again_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    for home in (whole, torn):
        write_county(home, persons=800, seed=3, month=MONTH)
        Home(home).seal_key.parent.mkdir()
        Home(home).seal_key.write_bytes(b"of both homes")  # else each makes its own, and its check codes differ
    assert fangpin("month", MONTH, "--on", "2026-11-07", "--home", whole, "--json").status == 3
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "month",
        MONTH,
        "--on",
        "2026-11-07",
        "--home",
        str(torn),
        "--json",
    ]
    for seconds in (9, 13, 15, 17, 19, 21):
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(seconds)
        os.killpg(
            running.pid, signal.SIGKILL
        )  # the reader's children and Prefect's server with it, as when the power fails
        running.wait()
    assert fangpin("month", MONTH, "--on", "2026-11-07", "--home", torn, "--json").status == 3
    assert numbers(torn) == numbers(whole)
    assert fingerprints(torn) == fingerprints(whole)
    assert not list((torn / "outbox").glob(".*"))
