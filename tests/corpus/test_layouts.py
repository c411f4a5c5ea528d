"""Layouts that counties really send, each with what must come of it beside it (`layouts/*.md`), read by the real steps.

In a cell `@3` is the third person's name, `#3` their number, `~3` that number with a digit lost, `<` and `^` a cell merged
with the one to its left or above. Persons 0, 1, 2 are one household (0 its head), 4 and 5 another; the others live alone.
Each layout is about people of its own: all lie in one county's month, which is run once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from tests.support import name
from tests.together import Came, county_of_cases, first_of, folder_of, run_together, written

FOLDER = Path(__file__).parent / "layouts"
PEOPLE = 12
HOUSEHOLDS = {1: 0, 2: 0, 5: 4}


@dataclass(frozen=True)
class Case:
    """A sheet as sent (several, where the file has several), and what must come of it."""

    title: str
    department: str
    file: str
    sheets: dict[str, list[list[str]]]
    expected: dict[str, str]


def cases(book: Path) -> list[Case]:
    return [_case(part) for part in re.split(r"^## ", book.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]]


def _case(text: str) -> Case:
    title, *lines = text.strip().splitlines()
    facts = dict(re.findall(r"^(\S+?)：(.*)$", text, flags=re.MULTILINE))
    sheets: dict[str, list[list[str]]] = {}
    sheet = "Sheet1"
    for line in lines:
        if line.startswith("工作表："):
            sheet = line.removeprefix("工作表：")
        if line.startswith("|") and not set(line) <= set("|-: "):
            sheets.setdefault(sheet, []).append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return Case(title, facts["部门"], facts["文件"], sheets, facts)


def write(case: Case, first: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        for title, rows in case.sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell not in ("<", "^", ""):
                        sheet.write_string(at, place, written(cell, first))
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    right, down = _reach(rows, at, place)
                    if cell not in ("<", "^", "") and (right or down):
                        sheet.merge_range(at, place, at + down, place + right, written(cell, first))


def _reach(rows: list[list[str]], at: int, place: int) -> tuple[int, int]:
    right = down = 0
    while place + right + 1 < len(rows[at]) and rows[at][place + right + 1] == "<":
        right += 1
    while at + down + 1 < len(rows) and place < len(rows[at + down + 1]) and rows[at + down + 1][place] == "^":
        down += 1
    return right, down


ALL = [case for book in sorted(FOLDER.glob("*.md")) for case in cases(book)]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> list[Came]:
    """What came of each case, in the order of `ALL`."""
    county = county_of_cases(tmp_path_factory.mktemp("layouts"), len(ALL), PEOPLE, _said)
    for place, case in enumerate(ALL):
        write(case, first_of(place), folder_of(county, place, case.department) / case.file)
    return run_together(county, len(ALL))


def _said(first: int, order: int) -> dict[str, str]:
    home = HOUSEHOLDS.get(order, order)
    return {"户编号": f"3702150000{first + home:07d}", "与户主关系": "户主" if home == order else "之子"}


def _people(text: str, first: int) -> set[str]:
    return {name(first + int(order)) for order in re.findall(r"@(\d+)", text)}


@pytest.mark.parametrize("place", range(len(ALL)), ids=[case.title for case in ALL])
def test_what_comes_of_a_layout(place: int, came: list[Came]) -> None:
    expected, found, first = ALL[place].expected, came[place], first_of(place)
    assert found.warned == _people(expected.get("预警", ""), first), found
    assert found.suspected == _people(expected.get("疑似", ""), first), found
    assert found.lines.total() == int(expected["行数"]), found
    if "去向" in expected:
        wanted = {one.split("=")[0]: int(one.split("=")[1]) for one in expected["去向"].split()}
        assert found.lines == wanted
    if "说明" in expected:
        assert expected["说明"] in " ".join(found.notes)
