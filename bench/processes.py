"""A command as a child process: its seconds, and the highest memory of it and of all that it starts, together."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROC = Path("/proc")
EVERY, SHARE = 0.25, 20
"""A look at memory every so many seconds, or less often where it would take more than a twentieth of the time."""


@dataclass(frozen=True)
class Ran:
    """What became of a command. peak: bytes of PSS, the most seen at once: what processes share counts once; 0 where there is no /proc."""

    seconds: float
    peak: int
    status: int
    out: str
    err: str


def run(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    watches_memory: bool = True,
) -> Ran:
    """Run it to its end. watches_memory: looking at it slows a command that holds much; where seconds are promised, nobody looks."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env=os.environ | dict(environment or {}), cwd=cwd)
        watch = _Watch(child.pid)
        if watches_memory:
            watch.start()
        status = child.wait()
        seconds = time.perf_counter() - started
        watch.over.set()
        if watches_memory:
            watch.join()
        return Ran(seconds, watch.peak, status, _said(out), _said(err))


class _Watch(threading.Thread):
    """Looks at the tree below a process until it is over."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.peak, self.over = root, 0, threading.Event()

    def run(self) -> None:
        wait = EVERY
        while not self.over.wait(wait):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(map(_memory, _tree(self.root))))
            wait = max(EVERY, SHARE * (time.perf_counter() - started))


def _tree(root: int) -> Iterator[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = defaultdict(list)
    for place in PROC.glob("[0-9]*"):
        if (parent := _parent(place)) is not None:
            children[parent].append(int(place.name))
    waiting = [root]
    while waiting:
        yield (one := waiting.pop())
        waiting += children[one]


def _parent(place: Path) -> int | None:
    try:
        # the name of a program stands in brackets and may hold anything
        return int((place / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except OSError:  # it has ended in the meantime
        return None


def _memory(process: int) -> int:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")
