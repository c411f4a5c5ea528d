"""A folder or a file of this machine or of a mounted share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

from sources.listing import readable
from sources.transports.store import Offered, is_wanted


class FolderStore:
    """Files below a folder, or one file. Whatever cannot be looked into is raised, never passed over."""

    may_grow = True

    def __init__(self, root: Path, files: str = "") -> None:
        self.root, self.files = root, files

    def offered(self) -> list[Offered]:
        if self.root.is_file():
            return [self._of(self.root, PurePosixPath(readable(self.root.name)))]
        below = [Path(folder) / name for folder, _, names in os.walk(self.root, onerror=_raised) for name in names]
        named = [(file, PurePosixPath(*map(readable, file.relative_to(self.root).parts))) for file in sorted(below)]
        return [self._of(file, name) for file, name in named if is_wanted(name, self.files)]

    def _of(self, file: Path, name: PurePosixPath) -> Offered:
        try:
            found = file.stat()
        except FileNotFoundError:  # a link to nowhere, or gone since: whoever fetches it is told
            return Offered(str(file), name)
        return Offered(str(file), name, found.st_size, found.st_mtime)

    def fetch(self, one: Offered, into: Path) -> None:
        shutil.copyfile(one.where, into)

    def close(self) -> None:
        """Nothing is open."""


def _raised(error: OSError) -> None:
    raise error
