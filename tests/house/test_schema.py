"""Frames that pass between modules are what their readers were promised, or the step stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from bench.rows import cleaned, sheet_of
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import usual_catalogue
from sources.cleaning import clean as cleaning
from sources.cleaning import household
from sources.reading.rows.rows import SheetRows, take_rows
from sources.reading.sheet import recognise
from sources.schema import WrongFrame, checked
from warehouse import tables
from warehouse.parquet import rows_for, write_rows
from warehouse.tables import Table
from warehouse.tables import handling as of_handling

FEED = usual_catalogue().by_code["education_aid"]
FROM_PARQUET = (
    tables.FEED_ROW, tables.FEED_MEMBER, tables.PROBLEM, tables.PERSON, tables.RETURNED, of_handling.RETURNED,
    of_handling.OWN_LINE, of_handling.TASK_RETURNED, of_handling.GUIDANCE, *map(tables.feed_table, usual_catalogue().every_feed),
)  # fmt: skip
"""The tables that frames become rows of."""


def sheet() -> SheetRows:
    table = sheet_of(FEED, 3)
    header = recognise(table, [FEED], FEED.words[0], usual_catalogue())
    assert header is not None
    return take_rows(table, header)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda rows: rows.with_columns(pl.col("line").cast(pl.Int32)), "line is Int32 and not Int64"),
        (lambda rows: rows.drop("content"), "content is missing"),
        (lambda rows: rows.with_columns(pl.lit("").alias("extra")), "extra is not declared"),
        (lambda rows: rows.rename({"aid_yuan": "aid_money"}), "aid_yuan is missing; aid_money is not declared"),
    ],
    ids=["another type", "a column missing", "a column too many", "a column renamed"],
)
def test_rows_of_a_sheet_that_cleaning_was_not_promised_are_refused(
    make: Callable[[pl.DataFrame], pl.DataFrame], what: str
) -> None:
    rows = sheet()
    with pytest.raises(WrongFrame, match=what):
        replace(rows, rows=make(rows.rows))


def test_cleaned_rows_of_another_type_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_matter", lambda _: pl.lit(1))
    with pytest.raises(WrongFrame, match="cleaned rows of education_aid: matter is Int32 and not String"):
        cleaned(FEED, sheet_of(FEED, 3))


def test_problems_without_their_line_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = cleaning._problem_rows
    monkeypatch.setattr(cleaning, "_problem_rows", lambda *words: usual(*words).drop("line"))
    with pytest.raises(WrongFrame, match="problems of education_aid: line is missing"):
        cleaned(FEED, sheet_of(FEED, 3))


def test_people_of_the_base_with_a_column_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = household._with_keys
    monkeypatch.setattr(household, "_with_keys", lambda frame: usual(frame).with_columns(extra=pl.lit(1)))
    table = sheet_of(HOUSEHOLD_BASE, 3)
    header = recognise(table, [HOUSEHOLD_BASE], "户库", usual_catalogue())
    assert header is not None
    with pytest.raises(WrongFrame, match="people of the base: extra is not declared"):
        household.clean_household_sheet(take_rows(table, header), "户库.csv", "")


def test_nothing_is_written_for_a_table_of_other_columns(tmp_path: Path) -> None:
    rows = pl.DataFrame(schema=rows_for(tables.PROBLEM))
    write_rows(rows.with_columns(line=pl.lit(1)), tables.PROBLEM, tmp_path / "right.parquet")
    assert pl.read_parquet(tmp_path / "right.parquet").columns == list(tables.PROBLEM.columns)
    with pytest.raises(WrongFrame, match="raw.problem: row_number is String and not Int64"):
        write_rows(rows.with_columns(pl.col("row_number").cast(pl.String)), tables.PROBLEM, tmp_path / "wrong.parquet")
    with pytest.raises(WrongFrame, match="raw.problem: mend is missing"):
        write_rows(rows.drop("mend"), tables.PROBLEM, tmp_path / "wrong.parquet")
    assert not (tmp_path / "wrong.parquet").exists()


@pytest.mark.parametrize("table", FROM_PARQUET, ids=lambda table: table.full_name)
def test_each_table_that_frames_are_written_for_says_their_types(table: Table) -> None:
    assert list(rows_for(table)) == list(table.columns)


def test_what_a_frame_holds_is_not_told() -> None:
    with pytest.raises(WrongFrame) as told:
        checked(pl.DataFrame({"name": ["某某"], "number": [370282]}), {"name": pl.String}, "some rows")
    assert str(told.value) == "some rows: number is not declared"
