"""What a department's file was read and recognised as, kept so that a file which has not changed is not opened again.

Each file has a folder of its own, named by its content and by all that reading depends on: the rows of its sheets as Parquet, and
`said.json`, the rest. What another run may read better is not kept: a file that could not be read, or not wholly, and one over which
our program broke.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from sources.catalogue import Catalogue
from sources.errors import RefusedFile
from sources.fence import ToolBroke, fence
from sources.program import fingerprint, folder_of
from sources.reading.headers.blocks import Block
from sources.reading.headers.header import Header
from sources.reading.intake import Intake, ReadFile, RecognisedSheet, Remark, read_files, recognised
from sources.reading.rows.rows import SheetRows
from sources.reading.rows.unfold import no_members
from sources.reading.worker import ReadLimits
from sources.transports.landing import Arrival

SAID = "said.json"
"""Written last: a folder without it is half a reading."""
GRIDS = "grids"
SALT = b"passwords of files"


def take_in_once(
    arrivals: Sequence[Arrival],
    kept: Path,
    catalogue: Catalogue,
    limits: ReadLimits | None = None,
    passwords: Sequence[str] = (),
) -> Iterator[Intake]:
    """Each file read and recognised, in the order given; those of which it is known already are not opened.

    kept: the folder in which a folder for each stays; passwords: tried on a file that has one.
    """
    folders = {one.file_id: kept / key_of(one, catalogue, passwords) for one in arrivals if one.trouble is None}
    fresh = [one for one in arrivals if one.file_id not in folders or not (folders[one.file_id] / SAID).is_file()]
    taken = _take_in(fresh, folders, kept / GRIDS, catalogue, limits, passwords)
    for one in arrivals:
        known = None if one.file_id in taken else kept_intake(folders[one.file_id], one, catalogue)
        if known is None and one.file_id not in taken:  # it was kept, and somebody has touched it
            taken |= _take_in([one], folders, kept / GRIDS, catalogue, limits, passwords)
        yield known or taken.pop(one.file_id)


def _take_in(
    arrivals: Sequence[Arrival],
    folders: Mapping[str, Path],
    grids: Path,
    catalogue: Catalogue,
    limits: ReadLimits | None,
    passwords: Sequence[str],
) -> dict[str, Intake]:
    """File key -> what came of it; kept where it is sure to be the same another time."""
    if not arrivals:
        return {}
    shutil.rmtree(grids, ignore_errors=True)
    files = read_files(arrivals, grids, limits, passwords)
    intakes = recognised(files, catalogue)
    shutil.rmtree(grids, ignore_errors=True)
    for file, intake in zip(files, intakes, strict=True):
        if _is_lasting(file, intake):
            keep(intake, folders[intake.arrival.file_id])
    return {intake.arrival.file_id: intake for intake in intakes}


def _is_lasting(file: ReadFile, intake: Intake) -> bool:
    _, grids = file
    if isinstance(grids, RefusedFile) or isinstance(intake.refused, ToolBroke):
        return False
    return all(grid.trouble is None for grid in grids)


def key_of(arrival: Arrival, catalogue: Catalogue, passwords: Sequence[str] = ()) -> str:
    """The folder of a file: its content, then a fingerprint of whose it is and what it is called, of what is declared, of the
    passwords told, and of this program."""
    of_whom = (arrival.department, arrival.name)
    return folder_of(arrival.sha256, *of_whom, _declared(catalogue), _of(tuple(passwords)), fingerprint("sources"))


@lru_cache(maxsize=1)
def _declared(catalogue: Catalogue) -> str:
    return repr((catalogue.departments, catalogue.feeds))


@lru_cache(maxsize=1)
def _of(passwords: tuple[str, ...]) -> str:
    """Made slowly: from the name of a folder nobody shall find a password by trying."""
    said = "\x1f".join(passwords).encode()
    return hashlib.scrypt(said, salt=SALT, n=1 << 14, r=8, p=1).hex() if passwords else ""


def keep(intake: Intake, folder: Path) -> None:
    """Keep what came of a file."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, sheet in enumerate(intake.sheets):
        sheet.rows.rows.write_parquet(folder / f"{number}.rows.parquet")
        if not sheet.rows.members.is_empty():
            sheet.rows.members.write_parquet(folder / f"{number}.members.parquet")
    refused = intake.refused and [intake.refused.what, intake.refused.where, intake.refused.do]
    said = {
        "sheets": [_sheet_said(sheet) for sheet in intake.sheets], "refused": refused, "marks": intake.marks,
        "remarks": [[one.text, one.do] for one in intake.remarks],
        "passed_over": [[one.text, one.do] for one in intake.passed_over],
    }  # fmt: skip
    half = folder / f"{SAID}.part"
    half.write_text(json.dumps(said), encoding="utf-8")
    half.replace(folder / SAID)


def _sheet_said(sheet: RecognisedSheet) -> dict[str, Any]:
    rows = sheet.rows
    header = vars(rows.header) | {
        "feed": rows.header.feed.code,
        "subjects": [asdict(one) for one in rows.header.subjects],
        "dependants": [asdict(one) for one in rows.header.dependants],
    }
    return {
        "name": sheet.name, "header": header, "set_apart": rows.set_apart, "columns": rows.columns,
        "nameless": list(rows.nameless.items()), "has_members": not rows.members.is_empty(),
    }  # fmt: skip


def kept_intake(folder: Path, arrival: Arrival, catalogue: Catalogue) -> Intake | None:
    """What came of a file when it was read; None where what was kept is not whole."""
    try:
        with fence("读取", arrival.file_id):
            said = json.loads((folder / SAID).read_text(encoding="utf-8"))
            return Intake(
                arrival,
                [_sheet_of(folder, number, one, catalogue) for number, one in enumerate(said["sheets"])],
                RefusedFile(*said["refused"]) if said["refused"] else None,
                [Remark(*one) for one in said["remarks"]],
                [Remark(*one) for one in said["passed_over"]],
                said["marks"],
            )
    except ToolBroke:
        return None


def _sheet_of(folder: Path, number: int, said: Mapping[str, Any], catalogue: Catalogue) -> RecognisedSheet:
    members = _frame(folder / f"{number}.members.parquet") if said["has_members"] else no_members()
    rows = SheetRows(
        _header_of(said["header"], catalogue), _frame(folder / f"{number}.rows.parquet"), said["set_apart"], members,
        tuple(said["columns"]), dict(said["nameless"]),
    )  # fmt: skip
    return RecognisedSheet(said["name"], rows)


def _frame(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file, glob=False)


def _header_of(said: Mapping[str, Any], catalogue: Catalogue) -> Header:
    lists = {name: tuple(said[name]) for name in ("unknown", "headings", "told")}
    places = {name: {column: tuple(at) for column, at in said[name].items()} for name in ("more", "ticked")}
    blocks = {name: tuple(Block(**one) for one in said[name]) for name in ("subjects", "dependants")}
    return Header(**{**said, "feed": catalogue.by_code[said["feed"]], **lists, **places, **blocks})


def sweep(kept: Path, used: Collection[str]) -> None:
    """Take away what was kept of files that are no longer there. used: names of folders."""
    for folder in kept.iterdir() if kept.is_dir() else ():
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)
