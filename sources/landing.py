"""Pull files from where a department leaves them, and keep them as received, named by their content."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sources.catalogue import department_of
from sources.errors import TransientError
from sources.reading.containers.archive import NOT_DATA, is_archive, unfold

CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Arrival:
    """One file as it arrived.

    name: below the department's folder, `包.zip/文件.xlsx` for a file out of a zip; order: when, later is larger;
    landed: where it is kept; arrived_on: the day in China on which the file (of a zip, the zip) was last written: a copy
    keeps it, a clock is not asked.
    """

    file_id: str
    department: str
    name: str
    sha256: str
    bytes: int
    order: int
    landed: Path
    arrived_on: dt.date | None = None


def pull(
    places: Sequence[Path], landing: Path, department: str | None = None, passwords: Sequence[str] = ()
) -> list[Arrival]:
    """Land the files named and those below the folders named, in the order of arrival.

    Files of one second are put in order of name, so that a copied inbox gives the same order. department: whose they
    are; else the first folder below says it. Identical files keep their own arrival. A zip of files is landed as it came
    and arrives as its members; as itself only where it, or a part of it, cannot be used. passwords: tried on a locked zip.
    """
    found = [(file, file.relative_to(place)) for place in places if place.is_dir() for file in place.rglob("*")]
    found += [(place, Path(place.name)) for place in places if place.is_file()]
    files = [(file, name) for file, name in found if file.is_file() and not file.name.startswith(NOT_DATA)]
    files.sort(key=lambda pair: (int(pair[0].stat().st_mtime), pair[1].as_posix()))
    arrivals: list[Arrival] = []
    for file, below in files:
        owner, name = _owner(below, department)
        for member, data in _members(name, _read(file), landing, passwords):
            sha256, landed = _land(data, landing, Path(member).suffix)
            order, size, arrived_on = len(arrivals) + 1, len(data), _day_of(file)
            arrivals.append(Arrival(sha256[:16], owner, member, sha256, size, order, landed, arrived_on))
    return _copies_told_apart(arrivals)


def _day_of(file: Path) -> dt.date:
    return dt.datetime.fromtimestamp(file.stat().st_mtime, CHINA).date()


def _members(name: str, data: bytes, landing: Path, passwords: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What arrives of a file: itself, or of a zip its members, and itself where something in it must be said."""
    if not is_archive(data):
        yield name, data
        return
    contents = unfold(data, passwords)
    _land(data, landing, Path(name).suffix)
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


def _owner(path: Path, department: str | None) -> tuple[str, str]:
    if department is not None:
        return department, path.as_posix()
    if len(path.parts) == 1:
        return "", path.name
    return department_of(path.parts[0]) or path.parts[0], Path(*path.parts[1:]).as_posix()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TransientError("文件暂时读不到", file.name, "请确认文件没有被其他程序独占，稍后重试。") from error


def _land(data: bytes, landing: Path, suffix: str) -> tuple[str, Path]:
    """Keep the bytes under their SHA-256; what is there already stays untouched."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = landing / sha256[:2] / f"{sha256}{suffix.lower()}"
    try:
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(target.name + ".part")
            half.write_bytes(data)
            half.replace(target)
    except OSError as error:
        raise TransientError("文件暂时存不下", suffix, "请检查磁盘空间后重试。") from error
    return sha256, target
