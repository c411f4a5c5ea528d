"""A month's folder of lists is changed whole, and what people put or typed into it stays.

What we wrote is recorded beside the lists, file by file with its fingerprint. A file whose bytes are others than those that we
wrote was worked on: it stays under a name of its own (旧稿) beside the new one. A file that we never wrote is somebody's: it stays.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from sources.errors import TransientError
from sources.listing import NOT_DATA

BEFORE = "_旧稿"
RECORD = ".written.json"
CLOSE = "请关闭 Excel 或 WPS 中打开的清单后重试。"
Record = dict[str, str]
"""File below the folder -> SHA-256 of what we wrote."""


def recover(outbox: Path) -> None:
    """A run that was killed while folders changed places leaves the month's folder under its other name: it is put back."""
    old = _old(outbox)
    if old.exists() and not outbox.exists():
        old.rename(outbox)


def carry_over(outbox: Path, fresh: Path, names: Sequence[str], anew: Sequence[str] | None = None) -> list[str]:
    """What commands of their own have written (月调度) stands as it was told, whatever becomes of the month's lists; so does what
    people put or typed into the folder. The files that are kept as 旧稿, below the folder.

    anew: the only folders that are written anew; what lies in the others stays as it went out. All of them without it.
    """
    try:
        return _carry_over(outbox, fresh, names, anew)
    except PermissionError as error:  # Windows: a list is open in Excel
        raise TransientError("清单正被打开，不能更换", outbox.name, CLOSE) from error


def _carry_over(outbox: Path, fresh: Path, names: Sequence[str], anew: Sequence[str] | None) -> list[str]:
    known, is_recorded = _record(outbox), (outbox / RECORD).exists()
    record = {name: _hash(fresh / name) for name in _files(fresh)}
    told = {file.relative_to(outbox).as_posix() for name in names for file in outbox.rglob(f"{name}_*")}
    if anew is not None:
        told |= {name for name in _files(outbox) if PurePosixPath(name).parts[0] not in anew and "/" in name}
    aside = []
    for name in sorted(
        _files(outbox), key=lambda one: (one in known, BEFORE not in one)
    ):  # earlier drafts keep their names
        is_ours = known.get(name) == _hash(outbox / name)
        if name in told and name in known:
            record[name] = known[name]
        if name not in told and is_ours:
            continue
        target = fresh / name
        if target.exists() and _hash(target) != _hash(outbox / name):
            target = free_name(target, outbox / name)
            aside.append(target.relative_to(fresh).as_posix())
        elif not target.exists() and name not in told and (name in known or not is_recorded):
            target = free_name(target, outbox / name)  # typed into a list that is not written any more
            aside.append(target.relative_to(fresh).as_posix())
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(outbox / name, target)
    _write(fresh, record)
    return aside


def swap_in(fresh: Path, target: Path) -> None:
    """The finished folder takes the old one's place, whole: no half outbox, and no list of an earlier run."""
    old = _old(target)
    recover(target)
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:  # Windows: a list is open in Excel
        if old.exists() and not target.exists():
            old.rename(target)
        raise TransientError("清单正被打开，不能更换", target.name, CLOSE) from error
    shutil.rmtree(old, ignore_errors=True)


def put_into(fresh: Path, outbox: Path, names: Iterable[PurePosixPath]) -> list[Path]:
    """Finished files take their places among the month's lists; where one lies there that somebody worked on, it stays as 旧稿."""
    record, placed = _record(outbox), []
    for name in names:
        target = outbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        set_aside(target, fresh / name, record.get(name.as_posix()))
        record[name.as_posix()] = _hash(fresh / name)
        placed.append((fresh / name).replace(target))
    _write(outbox, record)
    return placed


def drop(outbox: Path, names: Iterable[PurePosixPath]) -> None:
    """What is not written any more goes, unless somebody worked on it."""
    record = _record(outbox)
    for name in names:
        if record.pop(name.as_posix(), None) == _hash(outbox / name):
            (outbox / name).unlink()
    _write(outbox, record)


def set_aside(there: Path, new: Path, written: str | None = None) -> Path | None:
    """Keep under a name of its own what lies where a new file goes; nothing where both are alike, or it is as we wrote it.

    written: SHA-256 of what we wrote there; None where that is not known, or does not matter.
    """
    if not there.exists() or _hash(there) in (written, _hash(new)):
        return None
    kept = free_name(there, there)
    return there.replace(kept) if not kept.exists() else kept


def free_name(beside: Path, content: Path) -> Path:
    """`名单_旧稿.xlsx`, else `名单_旧稿2.xlsx` …: the first that is free, or holds the same already."""
    number = 1
    while True:
        name = beside.with_stem(f"{beside.stem}{BEFORE}{number if number > 1 else ''}")
        if not name.exists() or _hash(name) == _hash(content):
            return name
        number += 1


def _old(outbox: Path) -> Path:
    return outbox.with_name(f".{outbox.name}.old")


def _files(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith(NOT_DATA):
            yield file.relative_to(folder).as_posix()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _record(outbox: Path) -> Record:
    file = outbox / RECORD
    record: Record = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return record


def _write(folder: Path, record: Record) -> None:
    half = folder / f"{RECORD}.new"
    half.write_text(json.dumps(record, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    half.replace(folder / RECORD)
