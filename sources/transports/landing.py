"""Pull files from where a department leaves them, and keep them as received, named by their content."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from sources.catalogue import Catalogue
from sources.containers.archive import is_archive, unfold
from sources.errors import RefusedFile, TransientError
from sources.fence import fence
from sources.listing import AGAIN, NOT_DATA, Listed, below, look
from sources.transports.store import AT_ONCE, Patience

CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Arrival:
    """One file as it arrived.

    name: below the department's folder, `包.zip/文件.xlsx` for a file out of a zip; order: when, later is larger;
    landed: where it is kept; arrived_on: the day in China on which the file (of a zip, the zip) was last written: a copy
    keeps it, a clock is not asked. trouble: why the file could not be had; its hash is then its name's.
    """

    file_id: str
    department: str
    name: str
    sha256: str
    bytes: int
    order: int
    landed: Path
    arrived_on: dt.date | None = None
    trouble: RefusedFile | None = None


def pull(
    places: Sequence[Path],
    landing: Path,
    whose: Catalogue | str,
    passwords: Sequence[str] = (),
    patience: Patience = AT_ONCE,
) -> list[Arrival]:
    """Land the files named and those below the folders named, in the order of arrival.

    Files of one second are put in order of name, so that a copied inbox gives the same order. whose: the department
    whose they are, or the catalogue by which the first folder below says it. Identical files keep their own arrival. A zip of files is landed as it came
    and arrives as its members; as itself only where it, or a part of it, cannot be used. passwords: tried on a locked zip.
    What cannot be read (a link to nowhere, a file that goes while it is looked at) arrives with its trouble. patience: how
    often a file that some other program holds is tried again.
    """
    found = [one for place in places if place.is_dir() for one in below(place)]
    found += [look(place) for place in places if not place.is_dir() and os.path.lexists(place)]
    files = [one for one in found if not one.path.name.startswith(NOT_DATA)]
    files.sort(key=lambda one: (int(one.modified), one.name))
    arrivals: list[Arrival] = []
    for file in files:
        arrivals += _arrive(file, whose, landing, passwords, patience, len(arrivals) + 1)
    return _copies_told_apart(arrivals)


def _arrive(
    file: Listed, whose: Catalogue | str, landing: Path, passwords: Sequence[str], patience: Patience, order: int
) -> list[Arrival]:
    """What arrives of one file, counted from `order`; where it cannot be had or breaks our program, itself with that trouble."""
    owner, name = _owner(PurePosixPath(file.name), whose)
    try:
        if file.trouble is not None:
            raise file.trouble
        with fence("收件", name_id(file.name)):
            found = [
                (member, data, *_land(data, landing, member))
                for member, data in _members(name, _read(file.path, patience), landing, passwords)
            ]
    except RefusedFile as trouble:
        sha256 = name_id(file.name)
        return [Arrival(sha256[:16], owner, name, sha256, file.size, order, Path(), _day_of(file), trouble)]
    return [
        Arrival(sha256[:16], owner, member, sha256, len(data), order + place, landed, _day_of(file))
        for place, (member, data, sha256, landed) in enumerate(found)
    ]


def name_id(name: str) -> str:
    """In the place of a content's hash, of a file whose content could not be had."""
    return hashlib.sha256(f"unread {name}".encode()).hexdigest()


def _day_of(file: Listed) -> dt.date | None:
    return dt.datetime.fromtimestamp(file.modified, CHINA).date() if file.modified else None


def _members(name: str, data: bytes, landing: Path, passwords: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What arrives of a file: itself, or of a zip its members, and itself where something in it must be said."""
    if not is_archive(data):
        yield name, data
        return
    contents = unfold(data, passwords)
    _land(data, landing, name)
    for member in contents.members:
        yield f"{name}/{member.name}", member.data
    if contents.refused or not contents.members:
        yield name, data


def _copies_told_apart(arrivals: list[Arrival]) -> list[Arrival]:
    """Of identical files the first in a department's folder counts; the others are copies: `-2`, `-3` behind their id."""
    seen: Counter[str] = Counter()
    named = {}
    for arrival in sorted(arrivals, key=lambda one: (one.department == "", one.order)):
        seen[arrival.sha256] += 1
        copy = seen[arrival.sha256]
        named[arrival.order] = replace(arrival, file_id=arrival.file_id + (f"-{copy}" if copy > 1 else ""))
    return [named[arrival.order] for arrival in arrivals]


def _owner(path: PurePosixPath, whose: Catalogue | str) -> tuple[str, str]:
    if isinstance(whose, str):
        return whose, path.as_posix()
    if len(path.parts) == 1:
        return "", path.name
    return whose.department_of(path.parts[0]) or path.parts[0], PurePosixPath(*path.parts[1:]).as_posix()


def _read(file: Path, patience: Patience) -> bytes:
    for wait in (*patience.waits, None):
        try:
            return file.read_bytes()
        except FileNotFoundError:
            break
        except OSError:
            if wait is None:
                raise RefusedFile("文件暂时读不到", do="请确认文件没有被其他程序独占，再重新运行。") from None
            patience.sleep(wait)
    raise RefusedFile("文件在读取时不见了", do=AGAIN)


SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def _land(data: bytes, landing: Path, name: str) -> tuple[str, Path]:
    """Keep the bytes under their SHA-256; what is there already stays untouched."""
    suffix = Path(name).suffix.lower()
    suffix = suffix if SUFFIX.fullmatch(suffix) else ""  # what stands behind the last point may be anything, and long
    sha256 = hashlib.sha256(data).hexdigest()
    target = landing / sha256[:2] / f"{sha256}{suffix}"
    try:
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(target.name + ".part")
            half.write_bytes(data)
            half.replace(target)
    except OSError as error:
        raise TransientError("文件暂时存不下", suffix, "请检查磁盘空间后重试。") from error
    return sha256, target
