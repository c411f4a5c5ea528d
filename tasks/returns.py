"""Take in the lists that townships sent back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sources.landing import pull
from sources.reading.intake import Intake, take_in
from sources.returned.anomalies import RETURNED_ANOMALIES, AnswerRule, read_answers
from sources.secrets import values_of
from tasks.home import Home
from tasks.retry import step
from warehouse.answers import answer_rules, replace_answers
from warehouse.engine import Engine

TOWNSHIPS = "镇街"


@step("returns")
def take_returns(home: str, month: str, file_passwords: Sequence[str] = ()) -> dict[str, object]:
    """Judge and keep the answers to the month's anomalies; counts, and the files in which no such list was found."""
    place = Home(Path(home))
    work = place.root / "staged" / f"{month}-returns"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    passwords = values_of(file_passwords)
    arrivals = pull([place.returns(month)], place.landing, TOWNSHIPS, passwords)
    intakes = take_in(arrivals, work / "grids", (RETURNED_ANOMALIES,), passwords=passwords)
    with Engine(place.warehouse) as engine:
        rules = {
            str(row["rule_code"]): AnswerRule(str(row["corrects"] or ""), int(str(row["exempt_months"] or 0)))
            for row in answer_rules(engine, month)
        }
        staged = [file for intake in intakes for file in _stage(intake, work, month, rules)]
        counts = replace_answers(engine, month, staged)
    shutil.rmtree(work, ignore_errors=True)
    unread = [intake.arrival.name for intake in intakes if not intake.sheets]
    return {**counts, "files": len(arrivals), "unread": unread}


def _stage(intake: Intake, work: Path, month: str, rules: dict[str, AnswerRule]) -> list[Path]:
    staged = []
    for number, sheet in enumerate(intake.sheets):
        file = work / f"{intake.arrival.file_id}-{number}.parquet"
        answers = read_answers(sheet.rows, month, rules).rename({"row": "row_number"})
        answers.with_columns(
            pl.lit(month).alias("month"),
            pl.lit(intake.arrival.name).alias("file_name"),
            pl.lit(sheet.name).alias("sheet"),
        ).write_parquet(file)
        staged.append(file)
    return staged
