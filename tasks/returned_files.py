"""What the files of a folder of returns say: recognised by the forms that went out, and taken apart, each kind as Parquet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from reports.township.sent_back import shown_headings
from sources.fence import ToolBroke, fence
from sources.forms.anomalies import ANOMALIES
from sources.forms.dispatch import GUIDANCE, RECHECKS
from sources.forms.form import Form
from sources.forms.ledger import LEDGER
from sources.forms.lists import LISTS
from sources.forms.tasks import TASKS
from sources.reading.intake import Intake, ReadFile, RecognisedSheet, Remark, recognised
from sources.reading.taken import letter_of
from sources.returned.anomalies import AnswerRule, read_answers
from sources.returned.guidance import read_guidance
from sources.returned.ledgers import forms_with, read_cells, unknown_columns
from sources.returned.origin import origin_of
from sources.returned.own import own_rows, read_own
from tasks.county import County
from warehouse import tables
from warehouse.parquet import write_rows
from warehouse.tables import Table
from warehouse.tables import handling as of_handling
from warehouse.tables import listing as of_listing

WHATS = ("answers", "cells", "measures", "lines", "guidance", "listed")


@dataclass(frozen=True)
class Known:
    """What is known before a file of the folder is opened: its month, the key of check codes, the county's townships, the rules that
    were asked about, the townships drawn for guidance by number."""

    month: str
    key: bytes
    towns: Sequence[str]
    answers_to: dict[str, AnswerRule]
    drawn: dict[str, str]


@dataclass(frozen=True)
class Reading:
    """By what a returned file is taken apart: the forms by code, where its Parquet goes, what is known."""

    forms: dict[str, Form]
    work: Path
    known: Known


@dataclass(frozen=True)
class Said:
    """What the files of the folder say. staged: their Parquet, by kind; ledgers: rows of `handling.ledger_file`; passed_over: file, and
    what of it was not read and why; unread: names of those in which none of our sheets was found; broken: files that could not be read this time, through no fault of their sender's."""

    staged: dict[str, list[Path]]
    ledgers: list[dict[str, object]]
    passed_over: list[tuple[str, str]]
    unread: list[str]
    broken: list[str]


def what_is_said(files: Sequence[ReadFile], county: County, known: Known, work: Path) -> Said:
    """Each file recognised and taken apart; work: the folder for their Parquet. A file over which that breaks is refused whole: what
    else is told of the files is asked afterwards."""
    intakes, forms = _recognised(files, county)
    read = Reading(forms, work, known)
    staged = [_stage_file(intake, read) for intake in intakes]
    return Said(
        {what: [file for one in staged for file in one[what]] for what in WHATS},
        [_ledger_file(one, read.known) for one in intakes if _has_ledger(one)],
        [(intake.arrival.name, what) for intake in intakes for what in _passed_over(intake)],
        [intake.arrival.name for intake in intakes if not intake.sheets],
        [one.arrival.name for one in intakes if one.arrival.trouble or isinstance(one.refused, ToolBroke)],
    )


def _recognised(files: Sequence[ReadFile], county: County) -> tuple[list[Intake], dict[str, Form]]:
    """The recognised sheets, and what is read of each; a column that is none of ours is read too, to be refused by name.

    Which columns are none of ours is known only of a recognised sheet: the same cells are looked at again until there are no more.
    """
    asked = dict.fromkeys(heading for policy in county.policies for heading in policy.ledger.columns)
    shown = dict.fromkeys(heading for policy in county.policies for heading in shown_headings(policy))
    unknown: dict[str, tuple[str, ...]] = {}
    while True:
        forms = {form.code: form for form in forms_with(tuple(asked), unknown)}
        feeds = (ANOMALIES.feed, TASKS.feed, GUIDANCE.feed, LISTS.feed, *(form.feed for form in forms.values()))
        intakes = [_asked(intake) for intake in recognised(files, county.catalogue, feeds)]
        more = unknown | _unknown(intakes, forms, tuple(shown), unknown)
        if more == unknown:
            return intakes, forms
        unknown = more


def _asked(intake: Intake) -> Intake:
    """月调度 shows much of the ledgers, and asks only what was found in the townships and of the households drawn."""
    if intake.marks.get("fangpin.kind") == "dispatch":
        asked = (RECHECKS.code, GUIDANCE.code)
        intake.sheets = [sheet for sheet in intake.sheets if sheet.header.feed.code in asked]
    return intake


def _unknown(
    intakes: Sequence[Intake],
    forms: dict[str, Form],
    shown: Sequence[str],
    before: dict[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    found = dict(before)
    for header in (sheet.header for intake in intakes for sheet in intake.sheets):
        if header.feed.code in forms:
            headings = (*found.get(header.feed.code, ()), *unknown_columns(header, shown))
            found[header.feed.code] = tuple(dict.fromkeys(headings))
    return {code: headings for code, headings in found.items() if headings}


def _stage_file(intake: Intake, read: Reading) -> dict[str, list[Path]]:
    """The Parquet of what one file says, by kind. A file over which our program breaks is refused whole, and costs no other."""
    try:
        with fence("读取报回的清单", intake.arrival.file_id):
            return {
                "answers": _stage_answers(intake, read),
                "cells": _stage_cells(intake, read),
                "measures": _stage_measures(intake, read),
                "lines": _stage_lines(intake, read),
                "guidance": _stage_guidance(intake, read),
                "listed": _stage_listed(intake, read),
            }
    except ToolBroke as broken:
        intake.refused = broken
        intake.sheets.clear()
        return {what: [] for what in WHATS}


def _passed_over(intake: Intake) -> list[str]:
    """What was not read of a file, and why: the whole of it, or a sheet in which people stand beside others that were read."""
    if not intake.sheets:
        return [intake.refused.what if intake.refused else "没有读到台账或清单"]
    nameless = (sentence for sheet in intake.sheets for sentence in _nameless(sheet))
    return [*(remark.text for remark in intake.passed_over), *nameless]


def _nameless(sheet: RecognisedSheet) -> Iterator[str]:
    """What stands in columns without a heading, which nobody can say what it answers."""
    for place, count in sheet.rows.nameless.items():
        yield f"工作表“{sheet.name}”{letter_of(sheet.rows, place)}列没有列名，其中{count}格没有采用；请补上列名后重新报回"


def _has_ledger(intake: Intake) -> bool:
    return any(sheet.header.feed.code == LEDGER.code for sheet in intake.sheets)


def _ledger_file(intake: Intake, known: Known) -> dict[str, object]:
    """A row of `handling.ledger_file`: whose ledger came on what day."""
    sheet = next(sheet for sheet in intake.sheets if sheet.header.feed.code == LEDGER.code)
    origin = origin_of(intake.marks, sheet.header.above, known.month, known.towns)
    return {
        "month": known.month, "file_name": intake.arrival.name, "list_month": origin.month, "said_township": origin.township,
        "saved_on": intake.arrival.arrived_on,
    }  # fmt: skip


def _stage_answers(intake: Intake, read: Reading) -> list[Path]:
    known = read.known
    return [
        _staged(read_answers(sheet.rows, known.month, known.answers_to), tables.RETURNED, intake, sheet, read)
        for sheet in intake.sheets
        if sheet.header.feed is ANOMALIES.feed
    ]


def _stage_cells(intake: Intake, read: Reading) -> list[Path]:
    """The filled cells of the ledger's sheets; which month's ledger it is, the file itself says."""
    return [
        _staged(
            _cells_of(sheet, read.forms[sheet.header.feed.code], intake, read.known),
            of_handling.RETURNED,
            intake,
            sheet,
            read,
        )  # fmt: skip
        for sheet in intake.sheets
        if sheet.header.feed.code in read.forms
    ]


def _cells_of(sheet: RecognisedSheet, form: Form, intake: Intake, known: Known) -> pl.DataFrame:
    origin = origin_of(intake.marks, sheet.header.above, known.month, known.towns)
    return read_cells(sheet.rows, form, known.key, origin.month).with_columns(
        pl.lit(origin.month).alias("list_month"),
        pl.lit(origin.township, dtype=pl.String).alias("said_township"),
        pl.lit(origin.edition, dtype=pl.Int64).alias("edition"),
    )


def _stage_measures(intake: Intake, read: Reading) -> list[Path]:
    """The filled cells of a department's 任务清单. No township is read out of its titles: a department sends it."""
    department = pl.lit(intake.marks.get("fangpin.helper"), dtype=pl.String).alias("said_department")
    known = replace(read.known, towns=())
    return [
        _staged(
            _cells_of(sheet, TASKS, intake, known).with_columns(department),
            of_handling.TASK_RETURNED,
            intake,
            sheet,
            read,
        )
        for sheet in intake.sheets
        if sheet.header.feed is TASKS.feed
    ]


def _stage_lines(intake: Intake, read: Reading) -> list[Path]:
    """The lines that the township added itself."""
    takes_lines = [one for one in intake.sheets if (form := read.forms.get(one.header.feed.code)) and form.takes_lines]
    return [
        _staged(_lines_of(own, sheet, intake, read.known), of_handling.OWN_LINE, intake, sheet, read, "-own")
        for sheet in takes_lines
        if not (own := own_rows(sheet.rows, read.known.key)).is_empty()
    ]


def _lines_of(own: pl.DataFrame, sheet: RecognisedSheet, intake: Intake, known: Known) -> pl.DataFrame:
    origin = origin_of(intake.marks, sheet.header.above, known.month, known.towns)
    return read_own(own, origin.month).with_columns(
        pl.lit(origin.month).alias("list_month"), pl.lit(origin.township, dtype=pl.String).alias("said_township")
    )


def _stage_listed(intake: Intake, read: Reading) -> list[Path]:
    """The filled cells of the lists of a notice."""
    return [
        _staged(_cells_of(sheet, LISTS, intake, read.known), of_listing.RETURNED, intake, sheet, read)
        for sheet in intake.sheets
        if sheet.header.feed is LISTS.feed
    ]


def _stage_guidance(intake: Intake, read: Reading) -> list[Path]:
    """What was found in the townships drawn. What could not be taken of it is told with what else was not read."""
    files, known = [], read.known
    for sheet in (sheet for sheet in intake.sheets if sheet.header.feed is GUIDANCE.feed):
        list_month = origin_of(intake.marks, sheet.header.above, known.month, known.towns).month
        frame = read_guidance(sheet.rows, list_month, known.drawn)
        for row, trouble in frame.filter(pl.col("trouble").is_not_null()).select("row_number", "trouble").iter_rows():
            intake.passed_over.append(Remark(f"工作表“{sheet.name}”第{row}行：{trouble}", ""))
        taken = frame.filter(pl.col("township").is_not_null()).drop("trouble")
        files.append(_staged(taken, of_handling.GUIDANCE, intake, sheet, read))
    return files


def _staged(
    frame: pl.DataFrame, table: Table, intake: Intake, sheet: RecognisedSheet, read: Reading, what: str = ""
) -> Path:
    """Write what was read of a sheet for a table, with where it stood. what: tells its files from others of the same sheet."""
    file = read.work / f"{intake.arrival.file_id}-{intake.sheets.index(sheet)}{what}.parquet"
    where = {"month": read.known.month, "file_name": intake.arrival.name, "sheet": sheet.name}
    named = frame.rename({"row": "row_number"}, strict=False)
    write_rows(named.with_columns(pl.lit(value).alias(name) for name, value in where.items()), table, file)
    return file
