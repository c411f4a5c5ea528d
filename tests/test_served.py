"""`fangpin serve` for real: its own Prefect server, every deployment with its time, and a run that is set going by hand."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows import schedule
from flows.clock import last_month
from tests.test_county import SAMPLE, fangpin

FLOWS = Path(schedule.__file__).parent
DUE = {
    "收件": schedule.COLLECT_CRON, "月调度": schedule.DISPATCH_CRON, "出清单": schedule.MONTH_CRON,
    "收台账": schedule.RETURNS_CRON, "季通报": schedule.BULLETIN_CRON,
}  # fmt: skip


def test_no_module_of_flows_hides_one_of_python() -> None:
    """An office's Prefect server loads flows/schedule.py as a file: flows/ then stands first on the module path, also of the
    processes that read files."""
    assert not {module.stem for module in FLOWS.glob("*.py")} & sys.stdlib_module_names


def ask(server: str, path: str, said: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{server}/api{path}", json.dumps(said).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@contextmanager
def served(home: Path, said: Path) -> Iterator[str]:
    """The address of the server of a home that is being served."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--home", str(home)]
    with said.open("w") as screen:
        running = subprocess.Popen(command, stdout=screen, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 120
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", said.read_text())) and time.monotonic() < until:
            assert running.poll() is None, said.read_text()
            time.sleep(0.5)
        assert found, said.read_text()
        yield found[0]
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=60)


def deployments_of(server: str) -> dict[str, dict[str, Any]]:
    """By name, once all are registered."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = {one["name"]: one for one in ask(server, "/deployments/filter", {})}
        if set(found) == set(DUE):
            return found
        time.sleep(0.5)
    raise AssertionError(sorted(found))


def ended(server: str, run: str, seconds: float = 300) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        (now,) = ask(server, "/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        if now["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}:
            return str(now["state_type"])
        time.sleep(1)
    return "not ended"


@pytest.mark.slow
def test_what_is_served_is_registered_and_runs(tmp_path: Path) -> None:
    home, screen = tmp_path / "county", tmp_path / "screen"
    assert fangpin("init", "--home", home).status == 0
    folder = home / "inbox" / last_month() / "残联"
    for file in (SAMPLE / "inbox" / "2026-10" / "残联").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with served(home, screen) as server:
        deployments = deployments_of(server)
        times = {name: (one["cron"], one["timezone"]) for name, d in deployments.items() for s in d["schedules"] if (one := s["schedule"])}  # fmt: skip
        assert times == {name: (cron, "Asia/Shanghai") for name, cron in DUE.items()}
        run = ask(server, f"/deployments/{deployments['收件']['id']}/create_flow_run", {})
        assert ended(server, run["id"]) == "COMPLETED", screen.read_text()
