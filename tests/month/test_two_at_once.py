"""Whoever only looks at the warehouse makes no run fail: a writer waits for a moment, then says who must close what."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sources.errors import TransientError
from warehouse import engine
from warehouse.engine import Engine

LOOK = """
import sys, time
from pathlib import Path
from warehouse.engine import Engine
with Engine(Path(sys.argv[1]), read_only=True):
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def looked_at(warehouse: Path, seconds: float) -> subprocess.Popen[str]:
    """Somebody who has the warehouse open for so long, in a process of his own."""
    Engine(warehouse).connection.close()
    reader = subprocess.Popen(
        [sys.executable, "-c", LOOK, str(warehouse), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None and reader.stdout.readline() == "open\n"
    return reader


def test_a_writer_waits_for_a_short_look(tmp_path: Path) -> None:
    with looked_at(tmp_path / "w.duckdb", 1), Engine(tmp_path / "w.duckdb") as writer:
        assert writer.value("SELECT COUNT(*) FROM ops.run") == 0


def test_a_long_look_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.5)
    with looked_at(tmp_path / "w.duckdb", 5), pytest.raises(TransientError, match="正被另一个程序使用") as told:
        Engine(tmp_path / "w.duckdb")
    assert "w.duckdb" in str(told.value) and str(tmp_path) not in str(told.value)
