"""Layouts that counties really send, each with what must come of it beside it (`layouts/*.md`), read by the real steps.

In a cell `@3` is the third person's name, `#3` their number, `~3` that number with a digit lost, `<` and `^` a cell merged
with the one to its left or above. Persons 0, 1, 2 are one household (0 its head), 4 and 5 another; the others live alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from tests.support import SmallCounty, id_number, name

FOLDER = Path(__file__).parent / "layouts"
MONTH = "2026-10"
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


def _written(cell: str) -> str:
    def torn(match: re.Match[str]) -> str:
        whole = id_number(int(match.group(1)))
        return whole[:9] + whole[10:]

    cell = re.sub(r"@\{?(\d+)\}?", lambda match: name(int(match.group(1))), cell)
    cell = re.sub(r"#\{?(\d+)\}?", lambda match: id_number(int(match.group(1))), cell)
    return re.sub(r"~(\d+)", torn, cell).replace("\\n", "\n")


def write(case: Case, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        for title, rows in case.sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell not in ("<", "^", ""):
                        sheet.write_string(at, place, _written(cell))
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    right, down = _reach(rows, at, place)
                    if cell not in ("<", "^", "") and (right or down):
                        sheet.merge_range(at, place, at + down, place + right, _written(cell))


def _reach(rows: list[list[str]], at: int, place: int) -> tuple[int, int]:
    right = down = 0
    while place + right + 1 < len(rows[at]) and rows[at][place + right + 1] == "<":
        right += 1
    while at + down + 1 < len(rows) and place < len(rows[at + down + 1]) and rows[at + down + 1][place] == "^":
        down += 1
    return right, down


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    for order in range(PEOPLE):
        home = HOUSEHOLDS.get(order, order)
        county.person(order, 户编号=f"3702150000{home:07d}", 与户主关系="户主" if home == order else "之子")
    county.load_base()
    return county


def _people(text: str) -> set[str]:
    return {name(int(order)) for order in re.findall(r"@(\d+)", text)}


ALL = [case for book in sorted(FOLDER.glob("*.md")) for case in cases(book)]


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_what_comes_of_a_layout(case: Case, county: SmallCounty) -> None:
    write(case, county.home.inbox(MONTH) / case.department / case.file)
    county.run(MONTH)
    outcomes = county.ask("SELECT outcome, COUNT(*) AS lines FROM warning.outcome WHERE month = ? GROUP BY 1", MONTH)
    found = {
        "预警": {str(row["subject_name"]) for row in county.ask("SELECT subject_name FROM warning.warning")},
        "疑似": {str(row["likely_name"]) for row in county.ask("SELECT likely_name FROM warning.suspected")},
    }
    for label, people in found.items():
        assert people == _people(case.expected.get(label, "")), (label, county.ask("SELECT note FROM ops.feed_file"))
    lines = {str(row["outcome"]): int(str(row["lines"])) for row in outcomes}
    assert sum(lines.values()) == int(case.expected["行数"]), (lines, county.ask("SELECT note FROM ops.feed_file"))
    if "去向" in case.expected:
        wanted = {one.split("=")[0]: int(one.split("=")[1]) for one in case.expected["去向"].split()}
        assert lines == wanted
    if "说明" in case.expected:
        notes = " ".join(str(row["note"]) for row in county.ask("SELECT note FROM ops.feed_file"))
        assert case.expected["说明"] in notes
