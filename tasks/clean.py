"""Clean the registered files of a month into typed Parquet, and put them into the warehouse."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sources.catalogue import routed_codes
from sources.cleaning.clean import clean
from sources.cleaning.lookups import Correction, load_lookups
from sources.errors import RefusedFile
from sources.fence import fence
from sources.reading.intake import Intake, RecognisedSheet
from sources.reading.kept import take_in_once
from sources.reading.sheet import route_of
from sources.secrets import values_of
from sources.transports.landing import Arrival
from tasks.county import County
from tasks.step import step
from warehouse import tables
from warehouse.engine import Engine
from warehouse.months import refuse_after_all, replace_rows, say_corrected
from warehouse.parquet import write_rows


@dataclass(frozen=True)
class Staged:
    """How many rows of a cleaned sheet were kept and rejected, and how many cells a reviewed correction changed."""

    kept: int
    rejected: int
    file_id: str = ""
    corrected: int = 0


@dataclass(frozen=True)
class CleanCounts:
    """What cleaning came to. kept, rejected: rows; refused: files that could not be cleaned after all."""

    kept: int
    rejected: int
    refused: int


@step("clean")
def clean_month(county: County, month: str, file_passwords: Sequence[str] = ()) -> CleanCounts:
    """Clean every file that was read; how many rows were kept and rejected. file_passwords: names, not passwords.

    The county's reviewed corrections are applied.
    """
    home = county.home
    corrections = load_lookups(home.lookups, county.catalogue)
    staged = home.staged(month)
    with county.warehouse() as engine:
        arrivals = list(_arrivals(engine, month, home.landing))
    done: list[Staged] = []
    refused: dict[str, RefusedFile] = {}
    passwords = values_of(file_passwords)
    intakes = take_in_once(arrivals, home.taken_in(month), county.catalogue, passwords=passwords)
    for file_id, outcome in stage(intakes, staged, month, corrections):
        if isinstance(outcome, RefusedFile):
            refused[file_id] = outcome
        else:
            done += outcome
    corrected: Counter[str] = Counter()
    for one in done:
        corrected[one.file_id] += one.corrected
    with county.warehouse() as engine:
        replace_rows(engine, month, staged)
        say_corrected(engine, month, corrected)
        refuse_after_all(engine, month, refused)
    return CleanCounts(sum(one.kept for one in done), sum(one.rejected for one in done), len(refused))


def _arrivals(engine: Engine, month: str, landing: Path) -> Iterator[Arrival]:
    question = "SELECT * FROM ops.feed_file WHERE month = ? AND state = 'read' ORDER BY file_order"
    for row in engine.rows(question, [month]):
        yield Arrival(
            row["file_id"], row["department"], row["file_name"], row["sha256"], row["bytes"], row["file_order"],
            landing / row["landed"],
        )  # fmt: skip


def stage(
    intakes: Iterable[Intake], staged: Path, month: str, corrections: Sequence[Correction] = ()
) -> Iterator[tuple[str, list[Staged] | RefusedFile]]:
    """Write the Parquet of each file's sheets: rows, values and problems. Each file's key, and what came of it: a file over which
    our program breaks leaves nothing behind, and costs no other."""
    for folder in staged.glob("*"):
        shutil.rmtree(folder)
    for intake in intakes:
        yield intake.arrival.file_id, _stage_file(intake, staged, month, corrections)


def _stage_file(
    intake: Intake, staged: Path, month: str, corrections: Sequence[Correction]
) -> list[Staged] | RefusedFile:
    if intake.refused is not None:
        return intake.refused
    try:
        with fence("清洗", intake.arrival.file_id):
            return [
                _stage_sheet(intake.arrival, sheet, number, staged, month, corrections)
                for number, sheet in enumerate(intake.sheets)
            ]
    except RefusedFile as refused:
        for half in staged.glob(f"*/{intake.arrival.file_id}-*.parquet"):
            half.unlink()
        return refused


def _stage_sheet(
    arrival: Arrival, sheet: RecognisedSheet, number: int, staged: Path, month: str, corrections: Sequence[Correction]
) -> Staged:
    feed = sheet.header.feed
    cleaned = clean(sheet.rows, route_of(sheet.header) or routed_codes(feed)[0], corrections)
    origin = {
        "month": month, "file_id": arrival.file_id, "department": arrival.department or feed.department,
        "file_name": arrival.name, "sheet": sheet.name,
    }  # fmt: skip
    constants = [pl.lit(value).alias(name) for name, value in origin.items()]
    keyed = cleaned.rows.with_columns(_row_key(arrival.file_id, number))
    where = [pl.col("row").cast(pl.Int64).alias("row_number"), *constants]
    rows = keyed.with_columns(*where, pl.lit(arrival.order, dtype=pl.Int64).alias("file_order"))
    folder = staged / feed.code
    stem = f"{arrival.file_id}-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(rows, tables.FEED_ROW, folder / f"{stem}.rows.parquet")
    kept = rows.filter(pl.col("status") == "kept")
    write_rows(kept, tables.feed_table(feed), folder / f"{stem}.values.parquet")
    of_line = keyed.select("line", "row_key")
    for beside, more, table, kind in (
        (cleaned.members, constants, tables.FEED_MEMBER, "members"),
        (cleaned.problems, where, tables.PROBLEM, "problems"),
    ):
        if not beside.is_empty():  # as most are
            told = beside.join(of_line, on="line", how="left", maintain_order="left").with_columns(more)
            write_rows(told, table, folder / f"{stem}.{kind}.parquet")
    return Staged(kept.height, rows.height - kept.height, arrival.file_id, cleaned.corrected)


def _row_key(file_id: str, sheet: int) -> pl.Expr:
    """File, sheet and row; where a row holds several people, their place in it too."""
    key = pl.format("{}-{}-{}", pl.lit(file_id), pl.lit(sheet), pl.col("row"))
    return pl.when(pl.col("part") > 0).then(pl.format("{}-{}", key, "part")).otherwise(key).alias("row_key")
