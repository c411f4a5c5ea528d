"""Where fetched files wait to be landed: `pulled/<month>/<source>/<department>/`, beside the inbox and like it.

What was fetched for a month stays, whatever becomes of it at its source. Another content under the same name is kept
beside the first, as 名单（第2版）.xlsx: a list that is emptied for next month must not take this month's people with it.
"""

from __future__ import annotations

import filecmp
import os
import re
from pathlib import Path, PurePosixPath

NOT_IN_NAMES = re.compile(r'[<>:"|?*\\\x00-\x1f]')
HALF = "."
"""Landing passes over names that begin so: a download that breaks off is never seen."""


def place_of(name: PurePosixPath, folder: Path) -> Path:
    """Where a file goes below `folder`; what a server calls it can lead nowhere else."""
    parts = [NOT_IN_NAMES.sub("_", part).rstrip(". ") or "_" for part in name.parts if part not in ("/", "")]
    return folder.joinpath(*parts[-4:])


def half_of(target: Path) -> Path:
    """Where its bytes are written until they are all there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f"{HALF}{target.name}.part")


def keep(half: Path, target: Path, modified: float | None = None) -> None:
    """The finished download becomes the newest version of `target`, unless it already is.

    A later version is always the later arrival, whatever its server's clock says.
    """
    versions = versions_of(target)
    same = next((one for one in versions if filecmp.cmp(half, one, shallow=False)), None)
    if versions and same == versions[-1]:
        half.unlink()
        return
    moment = max([modified or half.stat().st_mtime, *(one.stat().st_mtime + 1 for one in versions)])
    os.utime(half, (moment, moment))
    half.replace(same or _next_of(target, versions))


def versions_of(target: Path) -> list[Path]:
    """What is kept under a name, the newest last."""
    numbered = re.compile(rf"{re.escape(target.stem)}(?:（第\d+版）)?{re.escape(target.suffix)}")
    found = (
        [file for file in target.parent.glob("*") if numbered.fullmatch(file.name)] if target.parent.is_dir() else []
    )
    return sorted(found, key=lambda file: (file.stat().st_mtime, file.name))


def _next_of(target: Path, versions: list[Path]) -> Path:
    taken = {file.name for file in versions}
    names = [target.name, *(f"{target.stem}（第{number}版）{target.suffix}" for number in range(2, len(taken) + 3))]
    return target.with_name(next(name for name in names if name not in taken))


def holds_files(folder: Path) -> int:
    """How many files were fetched into a folder."""
    return sum(file.is_file() and not file.name.startswith(HALF) for file in folder.rglob("*"))
