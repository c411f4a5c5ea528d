"""Ledgers mean the same in whatever order they stand: files, sheets, rows and columns mixed give the same cells and standing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalogue import usual_catalogue
from sources.forms.form import Form
from sources.forms.ledger import LEDGER
from sources.forms.visits import PROGRESS
from sources.reading.grid import TEXT
from sources.reading.headers.header import read_header
from sources.reading.rows.rows import take_rows
from sources.reading.table import table_of_cells
from sources.returned.ledgers import read_cells
from sources.returned.seal import seal
from tests.support import id_number
from warehouse import handling, models
from warehouse.engine import Engine
from warehouse.policy import procedures
from warehouse.policy.load import load_policy
from warehouse.tables import handling as t

MONTHS = ("2026-10", "2026-11")
KEY = b"key"
NUMBERS = [f"WJ01-{place:014X}" for place in range(4)]
SHEETS: dict[str, Form] = {"ledger": LEDGER, "progress": PROGRESS}
OWN = ("预警编号", "身份证", "校验码")
YES_NO, DAYS = ["", "是", "否", "√"], ["", "2026-11-09", "2026-11-20", "2026年11月", "2027-01-01"]
WORDS = {
    "number": ["", *NUMBERS[:2]], "words": ["", "已有稳定收入"], "choice": ["", "入户", "电话", "托人问"], "name": ["", "周吴", "本人"], "yes_no": YES_NO, "day": DAYS,
}  # fmt: skip
Row = tuple[str, ...]
File = tuple[str, str, int, tuple[Row, ...]]
"""A sheet: which it is, of which month's ledger, which correction, and its rows."""


@st.composite
def a_row(draw: st.DrawFn, sheet: str) -> Row:
    """A row of a returned sheet; now and then with a number that is not its own."""
    place = draw(st.integers(0, len(NUMBERS) - 1))
    number, said = NUMBERS[place], draw(st.sampled_from([NUMBERS[place]] * 8 + [NUMBERS[0], "WJ01-0", ""]))
    code = draw(st.sampled_from([seal(KEY, number, id_number(place), ""), ""]))
    return (said, id_number(place), code, *(draw(st.sampled_from(WORDS[i.reading])) for i in SHEETS[sheet].items))


@st.composite
def a_file(draw: st.DrawFn) -> File:
    sheet = draw(st.sampled_from(list(SHEETS)))
    rows = draw(st.lists(a_row(sheet), min_size=1, max_size=4))
    return sheet, draw(st.sampled_from(MONTHS)), draw(st.integers(0, 1)), tuple(rows)


def read(file: File, order: Sequence[int]) -> pl.DataFrame:
    """What is read of a sheet that has its columns in that order."""
    name, list_month, edition, rows = file
    sheet = SHEETS[name]
    lines = [(*OWN, *(item.headings[0] for item in sheet.items)), *rows]
    cells = {"row": pl.Series(range(2, len(lines) + 2), dtype=pl.Int64)}
    for place, column in enumerate(order):
        cells[f"c{place}"] = pl.Series([line[column] for line in lines], dtype=pl.String)
        cells[f"k{place}"] = pl.Series([TEXT] * len(lines), dtype=pl.UInt8)
    table = table_of_cells(sheet.feed.label, pl.DataFrame(cells))
    header = read_header(table.top(3), (sheet.feed,), sheet.feed.label, usual_catalogue())[0]
    said = {"list_month": pl.lit(list_month), "edition": pl.lit(edition), "said_township": pl.lit("甲镇")}
    return read_cells(take_rows(table, header), sheet, KEY, list_month).with_columns(**said)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Four warnings of a month."""
    with Engine(None) as engine:
        register = [
            {
                "month": MONTHS[0], "number": number, "origin": "department", "household_id": number, "township": "甲镇",
                "head_id": id_number(place), "subject_id": id_number(place), "way": "部门预警" if place else "自主申报",
                "feedback_on": dt.date(2026, 11, 7), "is_monitored": place == 2, "is_compared_already": place == 3,
                "is_withdrawn": False,
            }
            for place, number in enumerate(NUMBERS)
        ]  # fmt: skip
        engine.insert(t.REGISTER, register)
        yield engine


def judged(
    engine: Engine, files: Sequence[File], orders: Sequence[Sequence[int]]
) -> tuple[list[Any], list[Any], list[Any]]:
    """What becomes of the cells in some files, what goes back, and where each warning stands."""
    for table in (t.RETURNED, t.EVENT):
        engine.run(f"DELETE FROM {table.full_name}")
    for place, (file, order) in enumerate(zip(files, orders, strict=True)):
        about = {"month": MONTHS[1], "file_name": f"{place}.xlsx", "sheet": file[0]}
        engine.insert(t.RETURNED, [row | about for row in read(file, order).to_dicts()])
    procedures.set_procedure(engine, load_policy("jimo"))
    engine.run("DELETE FROM handling.today")
    engine.insert(t.TODAY, [{"today": dt.date(2026, 12, 1)}])
    for name in handling.JUDGED:
        engine.make(name, models.select_of_model(name))
    handling.append_events(engine, models.select_of_model("handling.event_changed"), MONTHS[1], None)
    engine.make("handling.standing", models.select_of_model("handling.standing"))
    cells = "number, item, written, value, list_month, edition, reason, is_own"
    questions = (
        f"SELECT {cells}, COUNT(*) AS cells, COUNT(*) FILTER (is_latest) AS latest FROM handling.cell GROUP BY ALL ORDER BY ALL",
        "SELECT number, township, item, written, reason, COUNT(*) AS cells FROM handling.refusal GROUP BY ALL ORDER BY ALL",
        "SELECT number, state, label, meets, closed_on, is_green FROM handling.standing ORDER BY ALL",
    )
    cells_, back, standing = ([tuple(row.values()) for row in engine.rows(question)] for question in questions)
    return cells_, back, standing


def filled(file: File) -> Iterator[tuple[str, str]]:
    """The filled cells of a sheet: the item, and the number that its row says."""
    for row in file[3]:
        yield from (
            (item.name, row[0]) for item, cell in zip(SHEETS[file[0]].items, row[len(OWN) :], strict=True) if cell
        )


def is_answer(item: str, number: str) -> bool:
    """Whether a filled cell says anything: 同办预警 does only where it goes back, a printed risk only of a known number."""
    return item != "steps_with" and (item != "risk" or number in NUMBERS)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_files_rows_and_columns_in_any_order_mean_the_same(engine: Engine, data: st.DataObject) -> None:
    files = data.draw(st.lists(a_file(), min_size=1, max_size=3))
    usual = [list(range(len(OWN) + len(SHEETS[file[0]].items))) for file in files]
    found = judged(engine, files, usual)
    mixed = [(*file[:3], tuple(data.draw(st.permutations(file[3])))) for file in data.draw(st.permutations(files))]
    columns = [data.draw(st.permutations(range(len(OWN) + len(SHEETS[file[0]].items)))) for file in mixed]
    assert judged(engine, mixed, columns) == found
    kept = "SELECT DISTINCT file_name, sheet, row_number, item FROM handling.cell WHERE item <> 'steps_with'"
    assert len(engine.rows(kept)) == sum(is_answer(*cell) for file in files for cell in filled(file))
