"""What the cells of a returned 异常数据清单 may say: errors of formulas and cut numbers are no answers."""

from __future__ import annotations

import polars as pl
import pytest

from sources.catalogue import usual_catalogue
from sources.forms.anomalies import ANOMALIES
from sources.reading.grid import NO_RESULT, NUMBER, TEXT
from sources.reading.headers.header import read_header
from sources.reading.rows.rows import take_rows
from sources.reading.table import table_of_cells
from sources.returned.anomalies import AnswerRule, read_answers
from tests.support import id_number

RULES = {"A01": AnswerRule("person_id_number", 12), "A02": AnswerRule("", 12)}
HEADINGS = ("异常编号", "身份证", "核实结果", "更正后值", "说明")


def answered(code: str, result: str, value: str, words: str, kind: int = TEXT) -> dict[str, object]:
    """What is read of one row; kind: of the cell under 更正后值."""
    row = (f"{code}-0123456789ABCD", id_number(1), result, value, words)
    cells: dict[str, pl.Series] = {"row": pl.Series([2, 3], dtype=pl.Int64)}
    for place, (heading, cell) in enumerate(zip(HEADINGS, row, strict=True)):
        cells[f"c{place}"] = pl.Series([heading, cell], dtype=pl.String)
        cells[f"k{place}"] = pl.Series([TEXT, kind if heading == "更正后值" else TEXT], dtype=pl.UInt8)
    table = table_of_cells("异常数据清单", pl.DataFrame(cells))
    header = read_header(table.top(2), (ANOMALIES.feed,), "异常数据清单", usual_catalogue())[0]
    return read_answers(take_rows(table, header), "2026-10", RULES).to_dicts()[0]


@pytest.mark.parametrize("words", ["#N/A", NO_RESULT, "#REF!"])
def test_an_error_is_no_reason(words: str) -> None:
    found = answered("A02", "情况属实", "", words)
    assert "没有写明理由" in str(found["trouble"]) and found["explanation"] is None


@pytest.mark.parametrize("value", ["#N/A", NO_RESULT])
def test_an_error_is_no_corrected_value(value: str) -> None:
    assert "没有写明更正成什么" in str(answered("A02", "已更正", value, "")["trouble"])


def test_a_number_that_excel_cut_is_no_corrected_number_even_where_its_check_digit_fits() -> None:
    assert answered("A01", "已更正", id_number(7), "")["trouble"] is None
    cut = next(number for number in map(id_number, range(0, 900_000, 100)) if number.endswith("000"))
    assert "不是有效的号码" in str(answered("A01", "已更正", cut, "", NUMBER)["trouble"])
