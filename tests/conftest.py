"""What every test starts from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pebble import ProcessPool

from sources.children import new_children
from sources.reading import worker
from sources.reading.worker import ReadLimits
from tests.support import HELD, let_go
from warehouse import engine

IN_MEMORY, ROOM = Path("/dev/shm"), 8 * 2**30
"""Where small homes lie while there is so much room (bytes)."""
LONGEST = (
    "test_ledgers", "test_state_over_time", "test_backfill", "test_any_year", "test_county", "test_days_given", "test_tasks",
    "test_suspected_answered", "test_own_lines", "test_memory", "test_answers", "test_steps_of_warnings", "test_ledgers_afield",
    "test_planted_faults", "test_row_counts",
)  # fmt: skip
"""Files that take half a minute of CPU or longer, the longest first."""


def pytest_configure(config: pytest.Config) -> None:
    """A warehouse waits for the disk after each statement that writes, hundreds of times in a month: where there is memory, homes lie in
    it, and go with their test."""
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM and config.getoption("basetemp") is None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, so that no worker waits for another at the end (a file's tests share a worker)."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def readers_stay() -> Iterator[None]:
    """The child processes that read files start once, not for each of hundreds of small counties."""
    pools: dict[int | None, ProcessPool] = {}

    @contextmanager
    def kept(_: int, memory: int | None = None) -> Iterator[ProcessPool]:
        if memory not in pools or not pools[memory].active:
            pools[memory] = new_children(ReadLimits().processes, memory)
        yield pools[memory]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "children", kept)
        yield
    for pool in pools.values():
        pool.close()  # type: ignore[no-untyped-call]
        pool.join()


@pytest.fixture(scope="session", autouse=True)
def who_reads_shares_what_is_held() -> Iterator[None]:
    """DuckDB opens a file in one process for writing or for reading: a held one is read beside its writer. A thread is enough for
    each: handing a hundred small statements to several costs more than they do, and the suite has a worker on each core."""
    usual = engine._opened

    def opened(name: str, read_only: bool) -> Any:
        held = HELD.get(Path(name))
        if held and read_only:
            return held.connection.cursor()
        connection = usual(name, read_only)
        connection.execute("SET threads TO 1")
        return connection

    engine._opened = opened
    yield
    engine._opened = usual


@pytest.fixture(autouse=True)
def no_warehouse_stays_open() -> Iterator[None]:
    yield
    let_go()


@pytest.fixture(scope="module")
def memory() -> Iterator[engine.Engine]:
    """A warehouse in memory, for a module's tests of single models."""
    with engine.Engine(None) as opened:
        yield opened


class LiteralPredicate(AssertionError):
    """A frame is filtered by an expression that names no column: it works up to 16,383 rows."""


@pytest.fixture(scope="session", autouse=True)
def no_frame_is_filtered_by_literals_alone() -> Iterator[None]:
    """Polars computes such an expression in pieces once a frame is long, and refuses it: no small test would ever tell."""
    usual = pl.DataFrame.filter

    def watched(self: pl.DataFrame, *predicates: Any, **constraints: Any) -> pl.DataFrame:
        for predicate in predicates:
            if isinstance(predicate, pl.Expr) and _is_of_literals_alone(predicate):
                raise LiteralPredicate(str(predicate))
        return usual(self, *predicates, **constraints)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pl.DataFrame, "filter", watched)
        yield


def _is_of_literals_alone(predicate: pl.Expr) -> bool:
    said = str(predicate)
    names_columns = bool(predicate.meta.root_names()) or "cs." in said  # cs.by_name(…): several columns at once
    return not names_columns and not predicate.meta.is_literal() and "len()" not in said
