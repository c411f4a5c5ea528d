"""Child processes: what is much work is shared among the cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Semaphore
from pathlib import Path

from pebble import ProcessPool

SPAWN = multiprocessing.get_context("spawn")
SLOWEST_START = 20.0
"""Seconds; a child that takes longer is not waited for."""


@contextmanager
def children(count: int, memory: int | None = None) -> Iterator[ProcessPool]:
    """So many children; behind the body all that they were given is done. memory: what each may take, in bytes of address space."""
    started = SPAWN.Semaphore(0)
    with new_children(count, memory, started) as pool:
        yield pool
        for _ in range(count):  # one that is ended while it starts would print a traceback to the clerk's screen
            started.acquire(timeout=SLOWEST_START)


def new_children(count: int, memory: int | None = None, started: Semaphore | None = None) -> ProcessPool:
    """So many children, to be closed by whoever asks for them. started: is told of each that has."""
    return ProcessPool(max_workers=count, context=SPAWN, initializer=_begin, initargs=[memory, started])


def _begin(memory: int | None, started: Semaphore | None) -> None:
    """Limit the child's memory; silence its stderr, where a panicking library would print what it was at."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    if started is not None:
        started.release()
    if memory is None:
        return
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
