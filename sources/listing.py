"""What lies below a folder, each thing for itself: what cannot be looked at is told by name and hides nothing else."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.errors import RefusedFile

NOT_DATA = ("~$", ".", "Thumbs.db", "desktop.ini")
"""Names that are no department's file: lock files, hidden files."""
AGAIN = "请核对文件还在不在原处，放好后重新运行。"


@dataclass(frozen=True)
class Listed:
    """Something below a folder. path: where it lies; name: below the folder, as a person reads it; modified: seconds since 1970;
    trouble: why it cannot be read, where it is no file that can be."""

    path: Path
    name: str
    modified: float = 0.0
    size: int = 0
    trouble: RefusedFile | None = None


def readable(name: str) -> str:
    """A file's name as a person reads it. On a share that was mounted without its character set the bytes of a name are no text
    of this system: they are then GBK (or UTF-8). Control characters go."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = _decoded(os.fsencode(name))
    return re.sub(r"[\x00-\x1f\x7f]", "", name)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def below(folder: Path) -> Iterator[Listed]:
    """Every file below a folder, through links to folders too (each folder once), in no order. Nothing is raised: a link to
    nowhere, a file that goes while we look and a folder that cannot be opened come with their trouble."""
    seen: set[str] = set()
    untold: list[Listed] = []

    def closed(error: OSError) -> None:
        path = Path(error.filename or folder)
        untold.append(Listed(path, _named(path, folder), trouble=_trouble(error, "文件夹")))

    for root, folders, files in os.walk(folder, followlinks=True, onerror=closed):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        yield from (_look(Path(root) / name, folder) for name in files)
    yield from untold


def look(file: Path) -> Listed:
    """One file."""
    return _look(file, file.parent)


def _look(path: Path, folder: Path) -> Listed:
    name = _named(path, folder)
    try:
        found = path.stat()
    except OSError as error:
        return Listed(path, name, trouble=_trouble(error, "快捷方式（链接）" if path.is_symlink() else "文件"))
    if not stat.S_ISREG(found.st_mode):
        return Listed(path, name, trouble=RefusedFile("不是文件，读不了", do="请移走它，把文件本身放进来。"))
    return Listed(path, name, found.st_mtime, found.st_size)


def _named(path: Path, folder: Path) -> str:
    return "/".join(readable(part) for part in path.relative_to(folder).parts)


def _trouble(error: OSError, what: str) -> RefusedFile:
    if isinstance(error, FileNotFoundError) and what == "文件":
        return RefusedFile("文件在读取时不见了", do=AGAIN)
    if isinstance(error, PermissionError):
        return RefusedFile(f"{what}没有权限打开", do="请改好它的权限，或复制一份放进来，再重新运行。")
    return RefusedFile(f"{what}打不开，指向的东西不在或读不到", do=AGAIN)
