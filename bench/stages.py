"""A large county's base load and month by the public commands, each stage beside what the machine could do at best."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench import yardsticks
from bench.counties import MONTH, about, change_one_cell, county_of, put_into, store
from bench.processes import Ran, run

BASE, LAST_MONTH = "户库入库", "2026-09"
AS_OF, NEXT_AS_OF, LISTED_ON, LAST_LISTED_ON = "2026-09-30", "2026-10-31", "2026-11-07", "2026-10-07"
READING, JOINING, WRITING = ("收件识别", "清洗"), ("比对",), ("出清单",)
"""Stages of a month, and which of them a yardstick stands beside."""
APART = ("Prefect启动", "载入Great Expectations")
"""Start-up, which is told apart: with Python's own start and end it is what a command takes besides its stages."""
FANGPIN = (sys.executable, str(Path(sys.executable).with_name("fangpin")))
ROSTERS = '\n[feeds.disability]\ndelivery = "roster"\n[feeds.dibao]\ndelivery = "roster"\n'
SMALL_MEMORY = {"FANGPIN_MEMORY_LIMIT": "1GB"}
DONE = (0, 3)
"""3: done, but a person must look."""
LOGGED = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) \w+ prefect\.flow_runs (Beginning|Finished)", re.M)
UNTOLD = ("seconds", "run", "outbox", "published")
"""What a month says that is another each time it is run."""
Say = Callable[[str], None]


@dataclass
class Command:
    """What a command took. stages: seconds by name; startup: what it took besides them; peak: bytes of all its processes."""

    seconds: float
    stages: dict[str, float]
    peak: int

    @property
    def startup(self) -> float:
        return self.seconds - self.worked

    @property
    def worked(self) -> float:
        """Seconds besides start-up."""
        return sum(self.stages.values())


@dataclass
class Measured:
    """All that was measured of a county. rows: of the month's feeds; yardsticks: seconds by name; peer: seconds and bytes."""

    persons: int
    villages: int
    rows: int
    commands: dict[str, Command] = field(default_factory=dict)
    yardsticks: dict[str, float] = field(default_factory=dict)
    sheets: int = 0
    cells: int = 0
    is_same_in_small_memory: bool = True
    peer: tuple[float, int] | None = None
    told: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, said: dict[str, Any]) -> Measured:
        """The same as it was kept."""
        commands = {name: Command(**one) for name, one in said["commands"].items()}
        peer = tuple(said["peer"]) if said["peer"] else None
        return cls(**said | {"commands": commands, "peer": peer})


def measure(persons: int, say: Say, with_peer: bool = True) -> Measured:
    """Load its base and run two months, the second measured; then the loads that have little to do, the month in little memory, the
    yardsticks, and the peer."""
    say(f"{persons:,} people: making the county, or taking the one kept in {store()}")
    county = county_of(persons)
    holds = about(county)
    done = Measured(persons, holds.villages, holds.rows[1])
    with tempfile.TemporaryDirectory(dir=store()) as folder:
        home = Path(folder) / "county"
        _prepare(home, county)
        _run_commands(home, done, say)
        _hold_against(home, county, done, say)
        if with_peer:
            say("  the peer script")
            done.peer = _peer(home, Path(folder) / "peer")
    return done


def _prepare(home: Path, county: Path) -> None:
    fangpin("init", home, "init")
    settings = home / "settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + ROSTERS, encoding="utf-8")
    put_into(county, home)


def _run_commands(home: Path, done: Measured, say: Say) -> None:
    commands = done.commands
    say("  base load")
    commands["first load"], _ = _base_load(home, AS_OF)
    say(f"  month {LAST_MONTH}")
    month(home, LAST_MONTH, LAST_LISTED_ON)
    say(f"  month {MONTH}")
    commands["month"], done.told = month(home, MONTH, LISTED_ON)
    say("  the same month, DuckDB held to 1 GB")
    commands["month in 1 GB"], again = month(home, MONTH, LISTED_ON, SMALL_MEMORY)
    done.is_same_in_small_memory = again == done.told
    say("  base load, nothing changed")
    commands["unchanged load"], _ = _base_load(home, AS_OF)
    change_one_cell(next(iter(sorted((home / "inbox" / "base").glob("*.xlsx")))))
    say("  base load, one file of fifteen changed")
    commands["changed load"], _ = _base_load(home, NEXT_AS_OF)


def _hold_against(home: Path, county: Path, done: Measured, say: Say) -> None:
    say("  the yardsticks")
    done.yardsticks = {
        BASE: yardsticks.reading(_files(home / "inbox" / "base")),
        "reading": yardsticks.reading(_files(home / "inbox" / MONTH)),
        "joining": yardsticks.joining(*(county / "truth" / f"{name}_numbers.parquet" for name in ("feed", "base"))),
    }
    written = yardsticks.writing(sorted((home / "outbox" / MONTH).rglob("*.xlsx")))
    done.yardsticks["writing"], done.sheets, done.cells = written.seconds, written.sheets, written.cells


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _peer(home: Path, out: Path) -> tuple[float, int]:
    places = (home / "inbox" / name for name in ("base", LAST_MONTH, MONTH))
    ran = run((sys.executable, "-W", "ignore", "-m", "bench.peer", *map(str, places), str(out)))
    _check("bench.peer", ran)
    return ran.seconds, ran.peak


def _base_load(home: Path, as_of: str) -> tuple[Command, dict[str, Any]]:
    before = set((home / "runs").glob("base-*"))
    ran, told = fangpin("base load", home, "base", "load", "--as-of", as_of)
    (folder,) = set((home / "runs").glob("base-*")) - before
    seconds = told.get("seconds") or {BASE: _logged((folder / "log").read_text(encoding="utf-8"))}
    return _command(ran, seconds), told


def _logged(log: str) -> float:
    """The seconds of a run's flow, as its log has them: `base load` tells none."""
    times = [dt.datetime.strptime(time, "%Y-%m-%d %H:%M:%S,%f") for time, _ in LOGGED.findall(log)]
    return (times[-1] - times[0]).total_seconds()


def month(
    home: Path, which: str, on: str = LISTED_ON, environment: dict[str, str] | None = None, watches_memory: bool = True
) -> tuple[Command, dict[str, Any]]:
    """What a month took, and what it told: all that must be the same where it is run again."""
    words = ("month", which, "--on", on, "--timings")
    ran, told = fangpin(f"month {which}", home, *words, environment=environment, watches_memory=watches_memory)
    return _command(ran, told["seconds"]), {name: value for name, value in told.items() if name not in UNTOLD}


def _command(ran: Ran, seconds: dict[str, float]) -> Command:
    return Command(ran.seconds, {name: value for name, value in seconds.items() if name not in APART}, ran.peak)


def fangpin(
    called: str, home: Path, *words: str, environment: dict[str, str] | None = None, watches_memory: bool = True
) -> tuple[Ran, dict[str, Any]]:
    """Run a command in a home; what it took, and the object that it printed."""
    ran = run((*FANGPIN, *words, "--home", str(home), "--json"), environment, watches_memory=watches_memory)
    _check(called, ran)
    told: dict[str, Any] = json.loads(ran.out)
    return ran, told


def _check(called: str, ran: Ran) -> None:
    if ran.status not in DONE:
        raise RuntimeError(f"{called} ended with {ran.status}: {ran.err[-2000:]}")
