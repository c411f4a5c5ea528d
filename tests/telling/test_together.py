"""Many workbooks are written in child processes: the same workbooks, and no trouble of a child is lost."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest

from reports.workbooks import together
from reports.workbooks.layout import PrintedColumn, Sheet, Workbook
from reports.workbooks.writer import write_workbook
from sources.errors import FangpinError

SHEET = Sheet(
    "名单",
    "{county}名单（共{count}条）",
    (PrintedColumn("编号", "number", 9), PrintedColumn("天数", "days", 9, kind="number")),
)
BOOK = Workbook("清单", "list", "county", (SHEET,))
MANY = together.WORTH_CHILDREN
BOOKS = together.WAITING + 3
WORDS = defaultdict(str, county="县")


def rows_of(book: int) -> dict[str, list[dict[str, object]]]:
    return {SHEET.name: [{"number": f"{book}-{line}", "days": line} for line in range(200)]}


def write_all(folder: Path, lines: int) -> dict[str, bytes]:
    folder.mkdir()
    with together.writing(lines) as write:
        for book in range(BOOKS):
            write(folder / f"{book}.xlsx", BOOK, {}, WORDS, rows_of(book))
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_children_write_the_same_bytes(tmp_path: Path) -> None:
    beside = write_all(tmp_path / "beside", MANY)
    assert len(beside) == BOOKS
    assert beside == write_all(tmp_path / "alone", MANY - 1)


def test_few_lines_are_written_here() -> None:
    with together.writing(MANY - 1) as write:
        assert write is write_workbook


def test_what_breaks_in_a_child_is_raised_without_data(tmp_path: Path) -> None:
    says = {SHEET.name: [{"number": "石红云", "days": "石红云"}]}  # no number
    with pytest.raises(FangpinError, match="本系统写清单时出错") as broken, together.writing(MANY) as write:
        write(tmp_path / "清单.xlsx", BOOK, {}, WORDS, says)
    assert "石红云" not in str(broken.value)


def test_it_is_raised_as_soon_as_there_is_no_room_for_more(tmp_path: Path) -> None:
    written = 0
    with pytest.raises(FangpinError, match="本系统写清单时出错"), together.writing(MANY) as write:
        for _ in range(BOOKS):
            write(tmp_path / "没有这个文件夹" / "清单.xlsx", BOOK, {}, WORDS, rows_of(0))
            written += 1
    assert written == together.WAITING


def test_a_child_that_the_system_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_write", _is_ended)
    with pytest.raises(FangpinError, match="被系统中止.*内存不够"), together.writing(MANY) as write:
        write(tmp_path / "清单.xlsx", BOOK, {}, WORDS, rows_of(0))


def _is_ended(*_: object) -> None:
    os.kill(os.getpid(), 9)
