"""One export of the base: read, recognised, cleaned and written in a child process; what came of it stays, and is not read again.

What is kept lies in a folder of its own, named by the export's content and by all that reading depends on: the Parquet of its
sheets, and `said.json`, what is to be said of it. Nothing here imports Prefect: a child would wait for it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import Catalogue
from sources.cleaning.household import clean_household_sheet
from sources.errors import LockedFile, RefusedFile
from sources.fence import ToolBroke, fence
from sources.program import fingerprint, folder_of
from sources.reading.grid import held_grids
from sources.reading.intake import Remark, recognised
from sources.reading.worker import ReadLimits, guarded, in_children
from sources.transports.landing import Arrival
from warehouse import tables
from warehouse.parquet import write_columns

SAID = "said.json"
"""Written last: a folder without it is half a reading."""
CODE = ("sources", "tasks/export.py", "warehouse/parquet.py", "warehouse/tables")


@dataclass(frozen=True)
class StagedExport:
    """What came of an export. name: as it arrived; files: the Parquet of its sheets; remarks: what else to say; refused: why nothing
    of it is used; rows: how many people it names."""

    name: str
    files: tuple[Path, ...] = ()
    remarks: tuple[Remark, ...] = ()
    refused: RefusedFile | None = None
    rows: int = 0


def staged_exports(
    arrivals: Sequence[Arrival],
    kept: Path,
    catalogue: Catalogue,
    passwords: Sequence[str],
    limits: ReadLimits | None = None,
) -> list[StagedExport]:
    """What came of each export, in the order of arrival; those of which it is known already are not opened.

    kept: the folder in which a folder for each stays; passwords: tried on a file that has one.
    """
    there = [arrival for arrival in arrivals if arrival.trouble is None]
    folders = {arrival.file_id: kept / key_of(arrival, catalogue) for arrival in there}
    known = {file_id: one for file_id, folder in folders.items() if (one := kept_export(folder)) is not None}
    asked = {
        arrival.file_id: (arrival.landed, arrival, folders[arrival.file_id], catalogue, tuple(passwords))
        for arrival in there
        if arrival.file_id not in known
    }
    outcomes: dict[str, StagedExport | RefusedFile] = {**known, **in_children(stage_export, asked, limits)}
    return [_outcome(arrival, arrival.trouble or outcomes[arrival.file_id]) for arrival in arrivals]


def _outcome(arrival: Arrival, outcome: StagedExport | RefusedFile) -> StagedExport:
    return StagedExport(arrival.name, refused=outcome) if isinstance(outcome, RefusedFile) else outcome


def key_of(arrival: Arrival, catalogue: Catalogue) -> str:
    """The folder of an export: its content, then a fingerprint of its name (which tells what it is, and stands beside each row), of the
    declared columns and feeds, and of this program."""
    return folder_of(arrival.sha256, arrival.name, _declared(catalogue), program())


@lru_cache(maxsize=1)
def _declared(catalogue: Catalogue) -> str:
    return repr((HOUSEHOLD_BASE, catalogue.feeds))


def program() -> str:
    """A fingerprint of what reads, recognises, cleans and writes."""
    return fingerprint(*CODE)


def stage_export(
    source: Path, arrival: Arrival, into: Path, catalogue: Catalogue, passwords: Sequence[str]
) -> StagedExport:
    """In the child: everything from the file to Parquet. Half a file in force would be worse than the whole of the one before: a
    fault in one sheet, or of our program over it, refuses the file."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    try:
        done = _staged(source, arrival, into, catalogue, passwords)
    except (LockedFile, ToolBroke):  # another password, or a mended program, may read it
        raise
    except RefusedFile as refused:
        done = StagedExport(arrival.name, refused=refused)
    _keep(done, into)
    return done


def _staged(source: Path, arrival: Arrival, into: Path, catalogue: Catalogue, passwords: Sequence[str]) -> StagedExport:
    grids = guarded(lambda: held_grids(source, passwords))
    (intake,) = recognised([(arrival, grids)], catalogue, (HOUSEHOLD_BASE,))
    if intake.refused is not None:
        raise intake.refused
    files, rows = [], 0
    with fence("清洗", arrival.file_id):
        for number, sheet in enumerate(intake.sheets):
            people = clean_household_sheet(sheet.rows, arrival.name, sheet.name)
            files.append(into / f"{number}.parquet")
            write_columns(people, tables.EXPORTED, files[-1])
            rows += people.height
    return StagedExport(arrival.name, tuple(files), tuple(intake.remarks), rows=rows)


def _keep(done: StagedExport, folder: Path) -> None:
    refused = done.refused and [done.refused.what, done.refused.where, done.refused.do]
    said = {
        "name": done.name, "files": [file.name for file in done.files], "rows": done.rows, "refused": refused,
        "remarks": [[one.text, one.do] for one in done.remarks],
    }  # fmt: skip
    half = folder / f"{SAID}.part"
    half.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    half.replace(folder / SAID)


def kept_export(folder: Path) -> StagedExport | None:
    """What came of an export when it was read; None where it must be read, or what was kept is not whole."""
    try:
        said = json.loads((folder / SAID).read_text(encoding="utf-8"))
        files = tuple(folder / name for name in said["files"])
        remarks = tuple(Remark(*one) for one in said["remarks"])
        refused = RefusedFile(*said["refused"]) if said["refused"] else None
        whole = StagedExport(said["name"], files, remarks, refused, said["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return whole if all(file.is_file() for file in files) else None


def sweep(kept: Path, used: Collection[str], loaded: Collection[str], in_force: Collection[str]) -> None:
    """Take away what no base in force uses: all but the folders used now, and those of exports that this load did not bring and
    of which people are still in force.

    used: names of folders; loaded, in_force: names of exports, of this load and of the base.
    """
    for folder in kept.iterdir() if kept.is_dir() else ():
        one = kept_export(folder)
        stays = folder.name in used or (one is not None and one.name in in_force and one.name not in loaded)
        if not stays and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        elif not stays:
            folder.unlink(missing_ok=True)
