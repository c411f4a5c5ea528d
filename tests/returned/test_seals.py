"""The check code of a row holds for what stands in its cells, whatever text that was."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reports.workbooks.layout import PrintedColumn, Sheet, Workbook
from reports.workbooks.writer import write_workbook
from sources.returned.seal import in_cell, seal
from tests.support import id_number

KEY = b"key"
NUMBER, HEAD = "ZS01-0123456789ABCD", id_number(1)
TEXTS = {
    "long": "住院费用清单" * 5500,
    "long_with_blanks_at_the_cut": "住院费用 \n" * 6400,
    "rare_characters_count_twice": "𠮷田住院😀" * 6500,
    "lines_of_another_system": "住院\r\n费用\r清单",
    "codes_of_characters": "住院_x000D_费用_x0041_清单_x005F_x000D_",
    "controls": "住院\x01费用\x0b清单\x1f\x7f\x85",
    "blanks_at_the_end": "住院费用  　\u00a0\n",
    "signs_without_a_shape": "\u202a住院\u2066费用\u2069\u00ad清单\ufe0f\u180e",
    "noncharacters": "住院\ufffe费用\uffff",
}
SHEET = Sheet("预警信息台账", "台账", tuple(
    PrintedColumn(heading, field, 9) for heading, field in (("预警编号", "number"), ("身份证", "head_id"), ("具体预警信息", "says"), ("校验码", "seal"))
))  # fmt: skip


def went_out(says: str, target: Path) -> Path:
    row = {"number": NUMBER, "head_id": HEAD, "says": says, "seal": seal(KEY, NUMBER, HEAD, HEAD, says)}
    write_workbook(
        target,
        Workbook("清单", "warnings", "township", (SHEET,), comes_back=True),
        {},
        defaultdict(str),
        {SHEET.name: [row]},
    )
    return target


def is_whole(path: Path) -> bool:
    (row,) = CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET.name).to_python()[2:]
    number, head, says, code = map(str, row)
    return len(says) > 1 and code == seal(KEY, number, head, HEAD, says)


@pytest.mark.parametrize("says", TEXTS.values(), ids=list(TEXTS))
def test_an_untouched_row_is_the_numbers_own(says: str, tmp_path: Path) -> None:
    path = went_out(says, tmp_path / "清单.xlsx")
    assert is_whole(path)
    again = tmp_path / "另存.xlsx"
    openpyxl.load_workbook(path).save(again)
    assert is_whole(again)


def test_what_was_written_over_is_seen(tmp_path: Path) -> None:
    path = went_out(TEXTS["long"], tmp_path / "清单.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET.name].cell(3, 3).value = "别的话"
    book.save(path)
    assert not is_whole(path)


def test_a_cell_holds_no_more_than_excel_can() -> None:
    assert max(len(in_cell(says).encode("utf-16-le")) // 2 for says in TEXTS.values()) <= 32_000
