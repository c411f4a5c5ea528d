"""`fangpin serve` for real: its own Prefect server, every deployment with its time, and a run that is set going by hand."""

from __future__ import annotations

import datetime as dt
import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows import schedule
from flows.clock import last_month
from flows.operations import dispatched_file
from flows.timetable import BACKFILL, TIMETABLE
from sources.errors import FangpinError
from tasks.home import Home
from tests.month.test_county import fangpin
from tests.sample.county import write_feeds

FLOWS = Path(schedule.__file__).parent


def test_no_module_of_flows_hides_one_of_python() -> None:
    """An office's Prefect server loads flows/schedule.py as a file: flows/ then stands first on the module path, also of the
    processes that read files."""
    assert not {module.stem for module in FLOWS.glob("*.py")} & sys.stdlib_module_names


@pytest.mark.parametrize(
    ("day", "done", "owed"),
    [
        ("2026-12-07T13:59", (), []),
        ("2026-12-07T14:01", (), ["fangpin month 2026-11"]),
        ("2026-12-20T08:00", ("2026-11",), []),
        ("2026-12-04T08:59", ("2026-10",), []),
        ("2026-12-05T08:00", ("2026-10",), ["fangpin dispatch 2026-10"]),
        ("2026-12-08T08:00", ("2026-10",), ["fangpin month 2026-11", "fangpin dispatch 2026-10"]),
        ("2026-12-08T08:00", ("2026-10", "2026-11", "月调度"), []),
        ("2027-01-31T08:00", ("2026-11",), ["fangpin month 2026-12", "fangpin dispatch 2026-11"]),
    ],
)
def test_what_fell_due_while_nothing_was_served_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, done: tuple[str, ...], owed: list[str]
) -> None:
    monkeypatch.setattr(schedule, "is_finished", lambda home, month: month in done)
    home = Home(tmp_path)
    if "月调度" in done:
        dispatched_file(home, "2026-10").parent.mkdir(parents=True)
        dispatched_file(home, "2026-10").touch()
    told = schedule.missed(home, dt.datetime.fromisoformat(day))
    assert [re.findall("（(.*)）", one)[0] for one in told] == owed


DUE_FLOWS: tuple[tuple[Any, str, str], ...] = (
    (schedule.collect_due, "collect", "收件没有完成"), (schedule.dispatch_due, "dispatch", "月调度没有完成"),
    (schedule.returns_due, "take_returns", "收台账没有完成"), (schedule.bulletin_due, "write_bulletin", "季通报没有完成"),
    (schedule.duties_due, "pressing_at", "限期工作提醒没有完成"),
)  # fmt: skip


@pytest.mark.parametrize(("flow", "operation", "words"), DUE_FLOWS)
def test_a_scheduled_run_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flow: Any, operation: str, words: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise FangpinError("盘满了")

    told: list[str] = []
    monkeypatch.setattr(schedule, "is_finished", lambda home, month: True)
    monkeypatch.setattr(schedule, operation, fails)
    monkeypatch.setattr(schedule, "tell", lambda home, body: told.append(body))
    Home(tmp_path).returns(last_month()).mkdir(parents=True)
    with pytest.raises(FangpinError):
        flow.fn(str(tmp_path))
    assert len(told) == 1 and words in told[0] and "盘满" not in told[0]


def ask(server: str, path: str, said: dict[str, Any], tries: int = 10) -> Any:
    """What the server answers. It says 503 while its database is taken; whoever asks, asks again, as Prefect's own client does."""
    request = urllib.request.Request(
        f"{server}/api{path}", json.dumps(said).encode(), {"content-type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code != 503 or tries == 1:
            raise
    time.sleep(1)
    return ask(server, path, said, tries - 1)


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
        if set(found) == {BACKFILL, *(due.name for due in TIMETABLE)}:
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
    write_feeds(home / "inbox" / last_month(), "残联")
    with served(home, screen) as server:
        deployments = deployments_of(server)
        times = {name: (one["cron"], one["timezone"]) for name, d in deployments.items() for s in d["schedules"] if (one := s["schedule"])}  # fmt: skip
        assert times == {due.name: (due.cron, "Asia/Shanghai") for due in TIMETABLE}
        run = ask(server, f"/deployments/{deployments['收件']['id']}/create_flow_run", {})
        assert ended(server, run["id"]) == "COMPLETED", screen.read_text()
        of_collect = {"flows": {"name": {"any_": ["collect"]}}}
        before = len(ask(server, "/flow_runs/filter", of_collect))
        assert fangpin("collect", last_month(), "--home", home).status == 3  # by hand, beside it: by the same server
        assert len(ask(server, "/flow_runs/filter", of_collect)) == before + 1
    assert not (home / ".prefect" / "temporary-server.log").exists()
