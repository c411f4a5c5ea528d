"""Large counties that are made once and kept, because making 1.2 million people takes minutes: below the folder that `FANGPIN_BENCH` names,
else in the system's temporary folder.

`python -m bench.counties PERSONS [SEED]` makes one beforehand.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path

from sources.synthetic.large import LargeCounty, write_large_county

MONTH = "2026-10"
VERSION = 1
"""Raise it where what is written changes: counties kept by an earlier version are then left alone and made anew."""
SEED = 1
ABOUT = "county.json"
STRINGS = "xl/sharedStrings.xml"
PHONE = re.compile(rb">(1[3-9]\d{9})<")


def store() -> Path:
    """Where counties and results are kept."""
    return Path(os.environ.get("FANGPIN_BENCH") or Path(tempfile.gettempdir()) / "fangpin-bench")


def county_of(persons: int, seed: int = SEED) -> Path:
    """The folder of a county of so many people (`inbox/`, `truth/`), made where it is not there yet. A county that is half made is
    never taken for whole."""
    folder = store() / f"county-{persons}-{seed}-v{VERSION}"
    if not folder.exists():
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}.half")
        made = write_large_county(fresh, persons=persons, seed=seed, month=MONTH)
        (fresh / ABOUT).write_text(json.dumps(asdict(made)), encoding="utf-8")
        fresh.rename(folder)
    return folder


def about(county: Path) -> LargeCounty:
    """What a kept county holds."""
    said = json.loads((county / ABOUT).read_text(encoding="utf-8"))
    return LargeCounty(**said | {"months": tuple(said["months"]), "rows": tuple(said["rows"])})


def change_one_cell(export: Path) -> None:
    """One household of a township has another telephone in its export; all other bytes of its sheets stay."""
    fresh = export.with_name("." + export.name)
    with zipfile.ZipFile(export) as book, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target:
        for entry in book.infolist():
            data = book.read(entry)
            if entry.filename == STRINGS:
                data, changed = PHONE.subn(rb">13900000000<", data, count=1)
                if not changed:
                    raise LookupError(f"no telephone in {export.name}")
            target.writestr(entry, data)
    fresh.replace(export)


def put_into(county: Path, home: Path) -> None:
    """Copy what came into a home, as an office puts it there."""
    shutil.copytree(county / "inbox", home / "inbox", dirs_exist_ok=True)


if __name__ == "__main__":
    print(about(county_of(*map(int, sys.argv[1:3]))))
