"""Take in the ledgers and lists that townships sent back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sources.landing import pull
from sources.reading.intake import Intake, Sheet, take_in
from sources.returned.anomalies import RETURNED_ANOMALIES, AnswerRule, read_answers
from sources.returned.ledgers import BY_FEED, SHEETS, read_cells
from sources.returned.tasks import TASKS
from sources.secrets import values_of
from tasks.home import Home, seal_key
from tasks.retry import step
from warehouse.answers import answer_rules, replace_answers
from warehouse.engine import Engine
from warehouse.handling import replace_returned
from warehouse.measures import replace_measures
from warehouse.policy import load_policy

TOWNSHIPS = "镇街"


@step("returns")
def take_returns(
    home: str, month: str, policy: str, today: dt.date, file_passwords: Sequence[str] = ()
) -> dict[str, object]:
    """Judge and keep what townships filled in; counts, and the files in which none of our sheets was found.

    today: what is dated later has not happened yet.
    """
    place = Home(Path(home))
    work = place.root / "staged" / f"{month}-returns"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    passwords = values_of(file_passwords)
    arrivals = pull([place.returns(month)], place.landing, TOWNSHIPS, passwords)
    feeds = (RETURNED_ANOMALIES, *(sheet.feed for sheet in SHEETS), TASKS.feed)
    intakes = take_in(arrivals, work / "grids", feeds, passwords=passwords)
    key = seal_key(place)
    with Engine(place.warehouse) as engine:
        rules = {
            str(row["rule_code"]): AnswerRule(str(row["corrects"] or ""), int(str(row["exempt_months"] or 0)))
            for row in answer_rules(engine, month)
        }
        answers = [file for intake in intakes for file in _stage_answers(intake, work, month, rules)]
        cells = [file for intake in intakes for file in _stage_cells(intake, work, month, key)]
        measures = [file for intake in intakes for file in _stage_measures(intake, work, month, key)]
        counts = replace_answers(engine, month, answers)
        handled = replace_returned(engine, month, cells, load_policy(policy), today)
        handled |= replace_measures(engine, month, measures, today)
    shutil.rmtree(work, ignore_errors=True)
    unread = [intake.arrival.name for intake in intakes if not intake.sheets]
    return {**counts, **handled, "files": len(arrivals), "unread": unread}


def _stage_answers(intake: Intake, work: Path, month: str, rules: dict[str, AnswerRule]) -> list[Path]:
    return [
        _staged(read_answers(sheet.rows, month, rules), intake, sheet, work, month)
        for sheet in intake.sheets
        if sheet.header.feed is RETURNED_ANOMALIES
    ]


def _stage_cells(intake: Intake, work: Path, month: str, key: bytes) -> list[Path]:
    """The filled cells of the ledger's sheets; which month's ledger it is, the file itself says."""
    said = (
        pl.lit(intake.marks.get("fangpin.month", month)).alias("list_month"),
        pl.lit(intake.marks.get("fangpin.township"), dtype=pl.String).alias("said_township"),
    )
    return [
        _staged(
            read_cells(sheet.rows, BY_FEED[sheet.header.feed.code], key).with_columns(said), intake, sheet, work, month
        )
        for sheet in intake.sheets
        if sheet.header.feed.code in BY_FEED
    ]


def _stage_measures(intake: Intake, work: Path, month: str, key: bytes) -> list[Path]:
    """The filled cells of a department's 任务清单."""
    said = (
        pl.lit(intake.marks.get("fangpin.month", month)).alias("list_month"),
        pl.lit(intake.marks.get("fangpin.helper"), dtype=pl.String).alias("said_department"),
    )
    return [
        _staged(read_cells(sheet.rows, TASKS, key).with_columns(said), intake, sheet, work, month)
        for sheet in intake.sheets
        if sheet.header.feed is TASKS.feed
    ]


def _staged(frame: pl.DataFrame, intake: Intake, sheet: Sheet, work: Path, month: str) -> Path:
    """Write what was read of a sheet, with where it stood."""
    file = work / f"{intake.arrival.file_id}-{intake.sheets.index(sheet)}.parquet"
    where = {"month": month, "file_name": intake.arrival.name, "sheet": sheet.name}
    named = frame.rename({"row": "row_number"}, strict=False)
    named.with_columns(pl.lit(value).alias(name) for name, value in where.items()).write_parquet(file)
    return file
