"""Answers mean the same in whatever order they stand: rows sorted, columns moved, files in any order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalogue import usual_catalogue
from sources.forms.anomalies import ANOMALIES, RESULTS
from sources.reading.grid import TEXT
from sources.reading.headers.header import read_header
from sources.reading.rows.rows import take_rows
from sources.reading.table import table_of_cells
from sources.returned.anomalies import AnswerRule, read_answers
from tests.support import id_number
from warehouse import models, tables
from warehouse.engine import Engine

MONTH = "2026-10"
RULES = {"A12": AnswerRule("sex", 12), "A14": AnswerRule("ethnicity", 12), "B01": AnswerRule("", 0)}
HEADINGS = ("异常编号", "户编号", "姓名", "身份证", "规则编号", "核实结果", "更正后值", "说明")
NUMBERS = [f"{rule}-{place:014X}" for place, rule in enumerate(("A12", "A14", "B01") * 3)]
SPELLINGS = ["", "待查", *(spelling for known in RESULTS.values() for spelling in known)]
VALUES = ["", "男", "女", "回族", "#N/A", "随便"]
WORDS = ["", "属实", "未识别民族", "证件如此，至2026年12月", "已入户核对"]


@st.composite
def answered(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Rows of a returned list, one an anomaly; most answered, some not."""
    numbers = draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=9, unique=True))
    return [_row(number, *(draw(st.sampled_from(said)) for said in (SPELLINGS, VALUES, WORDS))) for number in numbers]


def _row(number: str, result: str, value: str, explanation: str) -> tuple[str, ...]:
    place = NUMBERS.index(number)
    household = f"3702150000{place:07d}"
    return (number, household, "甲某", id_number(place), number[:3], result, value, explanation)


def read(rows: list[tuple[str, ...]], order: list[int]) -> pl.DataFrame:
    """What is read of a sheet that has its columns in that order."""
    lines = [HEADINGS, *rows]
    cells = {"row": pl.Series(range(2, len(lines) + 2), dtype=pl.Int64)}
    for place, column in enumerate(order):
        cells[f"c{place}"] = pl.Series([line[column] for line in lines], dtype=pl.String)
        cells[f"k{place}"] = pl.Series([TEXT] * len(lines), dtype=pl.UInt8)
    table = table_of_cells("异常数据清单", pl.DataFrame(cells))
    header = read_header(table.top(3), (ANOMALIES.feed,), "异常数据清单", usual_catalogue())[0]
    return read_answers(take_rows(table, header), MONTH, RULES)


def meaning(answers: pl.DataFrame) -> list[dict[str, Any]]:
    return answers.drop("row").sort("number").to_dicts()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_rows_sorted_and_columns_moved_read_the_same(data: st.DataObject) -> None:
    rows = data.draw(answered())
    mixed, columns = data.draw(st.permutations(rows)), data.draw(st.permutations(range(len(HEADINGS))))
    as_listed = read(rows, list(range(len(HEADINGS))))
    assert meaning(read(mixed, columns)) == meaning(as_listed)
    assert as_listed.height == sum(1 for row in rows if any(row[-3:]))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A month's list of nine anomalies."""
    with Engine(None) as engine:
        listed = [
            {"month": MONTH, "number": number, "township": "甲镇", "person_number": id_number(place), "household_id": f"3702150000{place:07d}"}
            for place, number in enumerate(NUMBERS)
        ]  # fmt: skip
        engine.insert(tables.ANOMALY, listed)
        yield engine


def judged(engine: Engine, files: list[list[tuple[str, ...]]]) -> list[tuple[object, ...]]:
    """What becomes of the answers in some files: of each anomaly, what was said, how it was taken, and how often."""
    engine.run("DELETE FROM anomaly.returned")
    for place, rows in enumerate(files):
        frame = read(rows, list(range(len(HEADINGS)))).rename({"row": "row_number"})
        about = {"month": MONTH, "file_name": f"{place}.xlsx", "sheet": "异常数据清单"}
        engine.insert(tables.RETURNED, [row | about for row in frame.to_dicts()])
    select = models.select_of_model("anomaly.answer")
    return [
        tuple(row.values())
        for row in engine.rows(
            "SELECT number, result, corrected_value, explanation, valid_until, state, reason, COUNT(*) AS answers "
            f"FROM ({select}) AS answer GROUP BY ALL ORDER BY ALL"
        )
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_files_and_their_rows_in_any_order_are_judged_alike(engine: Engine, data: st.DataObject) -> None:
    files = data.draw(st.lists(answered(), min_size=1, max_size=3))
    mixed = [data.draw(st.permutations(rows)) for rows in data.draw(st.permutations(files))]
    found = judged(engine, files)
    assert judged(engine, mixed) == found
    accepted = [row[0] for row in found if row[5] == "accepted" for _ in range(int(str(row[-1])))]
    assert len(accepted) == len(set(accepted))
