"""Read files in child processes with a limit on memory and time: no file can take the month down with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired

from sources.children import children
from sources.errors import RefusedFile
from sources.fence import ToolBroke, broke_over, fence
from sources.reading.grid import Grid, kept_grids, read_grids

T = TypeVar("T")
MEBIBYTE, GIBIBYTE = 1 << 20, 1 << 30


@dataclass(frozen=True)
class ReadLimits:
    """What one file may cost: memory in bytes (address space of the child), time in seconds."""

    memory: int = 6 * GIBIBYTE
    seconds: float = 300.0
    processes: int = 2


def read_all(
    files: Iterable[tuple[Path, Path]], limits: ReadLimits | None = None, passwords: Sequence[str] = ()
) -> Iterator[tuple[Path, list[Grid] | RefusedFile]]:
    """For each (file, folder for its grids): its grids, or why it was refused. In the order given.

    passwords: tried on a file that has one.
    """
    wanted = list(files)
    known = {into: kept for _, into in wanted if (kept := _kept(into)) is not None}
    fresh = [pair for pair in wanted if pair[1] not in known]
    asked = {into.name: (source, into, tuple(passwords)) for source, into in fresh}
    outcomes = in_children(read_one, asked, limits)
    for source, into in wanted:
        yield source, known[into] if into in known else outcomes[into.name]


def _kept(into: Path) -> list[Grid] | None:
    """What an earlier step left, where it is whole."""
    try:
        with fence("读取", into.name):
            return kept_grids(into)
    except ToolBroke:
        return None


def read_one(source: Path, into: Path, passwords: Sequence[str]) -> list[Grid]:
    """In the child: a file's grids, written below `into`."""
    return guarded(lambda: read_grids(source, into, passwords))


def guarded(read: Callable[[], T]) -> T:
    """In the child: where our program breaks, the parent is told so in words that hold nobody's data."""
    try:
        return read()
    except (RefusedFile, MemoryError):
        raise
    except BaseException as error:  # a panic of a library is no ordinary exception
        raise broke_over("读取", error) from None


def in_children(
    work: Callable[..., T], asked: Mapping[str, tuple[Any, ...]], limits: ReadLimits | None = None
) -> dict[str, T | RefusedFile]:
    """What `work` makes of each file in a child process, or why the file was refused; the largest begin first.

    work: a function of a module (a child finds it by its name) that hands back paths and counts, and lets nothing leave it but
    RefusedFile and MemoryError; asked: file key -> its arguments, of which the first is the file.
    """
    if not asked:
        return {}
    limits = limits or ReadLimits()
    largest_first = sorted(asked, key=lambda key: -_size(asked[key][0]))
    worth = _children_for([arguments[0] for arguments in asked.values()])
    with children(min(limits.processes, worth), limits.memory) as pool:
        futures = {key: pool.schedule(work, args=asked[key], timeout=limits.seconds) for key in largest_first}
        return {key: _outcome(key, futures[key].result) for key in asked}


def _children_for(files: Sequence[Path]) -> int:
    """How many children so many files are worth: each takes longer to start than to read what is in a MiB."""
    return min(len(files), 1 + sum(map(_size, files)) // MEBIBYTE)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _outcome(key: str, result: Callable[[], T]) -> T | RefusedFile:
    try:
        return result()
    except ToolBroke as broken:
        logging.getLogger("fangpin").error("%s: %s", key, broken.what)
        return broken
    except RefusedFile as refused:
        return refused
    except (TookTooLong, ProcessExpired, MemoryError):
        do = "请检查表格末尾是否有多余的行列，只保留数据后另存为 .xlsx 再报送。"
        return RefusedFile("文件读取时占用过大或超时，已中止", do=do)
