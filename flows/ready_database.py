"""Prefect's database as it begins: the set-up makes one, and each new home has a copy instead of 60 migrations of its own.

Of another version of Prefect it is not used. Without it Prefect migrates, as it does after an upgrade in any case.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

NAME = "prefect.db"
"""As Prefect calls it in its own folder."""


def ready_database() -> Path:
    """Where the set-up puts it: beside the program, by the version of Prefect."""
    version = importlib.metadata.version("prefect")
    return Path(sys.prefix) / "share" / "fangpin" / f"prefect-{version}.db"


def put_into(folder: Path) -> None:
    """The database of a Prefect folder that has none yet. What is there already stays, also what another process puts there just now."""
    ready, database = ready_database(), folder / NAME
    if database.exists() or not ready.is_file():
        return
    copy = folder / f"{NAME}.{os.getpid()}"
    shutil.copyfile(ready, copy)
    with suppress(OSError):  # it has come meanwhile, or the disk knows no second name of a file: Prefect will migrate
        os.link(copy, database)
    copy.unlink()


def make() -> Path:
    """Have Prefect migrate an empty database, and keep it."""
    ready = ready_database()
    ready.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        where = {"PREFECT_HOME": folder, "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
        upgrade = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"]
        subprocess.run(upgrade, env=os.environ | where, check=True, stdout=subprocess.DEVNULL)
        whole = Path(folder) / "whole.db"
        with closing(sqlite3.connect(Path(folder) / NAME)) as made:
            made.execute("VACUUM INTO ?", [str(whole)])  # what still stands in its log, too
        shutil.copyfile(whole, ready.with_suffix(".new"))
    ready.with_suffix(".new").replace(ready)
    return ready


if __name__ == "__main__":
    make()
