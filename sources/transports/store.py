"""What every transport can do: say which files are offered, and fetch one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from sources.errors import FangpinError
from sources.listing import NOT_DATA

HALF_SENT = (".part", ".filepart", ".tmp", ".crdownload", ".partial", ".uploading")
"""What programs call a file that they are still sending."""
FILES_AT_MOST = 500
SUFFIXES = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt", ".zip")
"""What the name of one file ends in, where an address may be a file's or a folder's."""


@dataclass(frozen=True)
class Offered:
    """A file at its source. where: what the store needs to fetch it; name: below the folder that settings name;
    size in bytes and modified in seconds since 1970, where the source tells."""

    where: str
    name: PurePosixPath
    size: int | None = None
    modified: float | None = None


class Store(Protocol):
    """may_grow: a file may be seen while it is being written."""

    may_grow: bool

    def offered(self) -> list[Offered]:
        """The files that lie there now."""

    def fetch(self, one: Offered, into: Path) -> None:
        """Write the file's bytes to `into`."""

    def close(self) -> None:
        """Take leave of the server."""


@dataclass(frozen=True)
class Patience:
    """waits: seconds before each further try of a source that failed for a moment; settles: seconds between looks at
    files that may be growing (none: one look is enough). sleep: how to wait."""

    waits: tuple[float, ...] = ()
    settles: tuple[float, ...] = ()
    sleep: Callable[[float], None] = field(default=time.sleep)


AT_ONCE = Patience()
PATIENT = Patience(waits=(2.0, 10.0, 30.0), settles=(1.0, 3.0, 6.0))


def settled(store: Store, patience: Patience) -> tuple[list[Offered], list[Offered]]:
    """The files that rest, and those whose size or time still changes from look to look."""
    seen, moving = store.offered(), list[Offered]()
    for wait in patience.settles if seen and store.may_grow else ():
        patience.sleep(wait)
        again = store.offered()
        seen, moving = again, [one for one in again if one not in seen]
        if not moving:
            break
    moving += [one for one in seen if one not in moving and one.name.name.lower().endswith(HALF_SENT)]
    return [one for one in seen if one not in moving], moving


def is_wanted(name: PurePosixPath, files: str) -> bool:
    """Whether a file is data, and among those that settings name."""
    return not name.name.startswith(NOT_DATA) and (not files or name.match(files))


def few_enough(found: Sequence[Offered]) -> list[Offered]:
    """A source that offers thousands of files is the wrong folder."""
    if len(found) > FILES_AT_MOST:
        do = '请核对设置中的地址，或用 files 写明要哪些文件，如 files = "*低保*{yyyymm}*"。'
        raise FangpinError(f"来源处有{len(found)}个文件，多得不像一个月的来文", do=do)
    return list(found)
