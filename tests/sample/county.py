"""The sample county: a base and October's feeds as workbooks in an inbox, and what must become of each row."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import defaultdict
from pathlib import Path

from sources.synthetic.workbooks import Cell, SyntheticSheet, write

HERE = Path(__file__).parent
MONTH, AS_OF = "2026-10", "2026-10-31"


def expected() -> list[dict[str, str]]:
    """A line for each row of a feed: whom it is about, how it must be matched, whether it qualifies."""
    return _read("expected.csv")


def write_inbox(inbox: Path) -> None:
    """The base by township, and the month's files by department."""
    _write_base(inbox / "base")
    write_feeds(inbox / MONTH)


def write_feeds(folder: Path, department: str = "") -> None:
    """The month's files below `folder`; of one department alone where it is named."""
    for file in _files():
        if file.path.startswith(department):
            write(folder / file.path, [file.sheet])


class _File:
    """A feed's file: its place below the month's folder, and its one sheet."""

    def __init__(self, file: str, width: int, merged: list[int]) -> None:
        self.path, self.sheet = file, SyntheticSheet("Sheet1", [], width, merged)


def _files() -> list[_File]:
    files: list[_File] = []
    for line in (HERE / "feeds.jsonl").read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if isinstance(said, dict):
            files.append(_File(**said))
        else:
            files[-1].sheet.rows.append([_cell(cell) for cell in said])
    return files


def _cell(said: Cell | dict[str, str]) -> Cell:
    return dt.date.fromisoformat(said["day"]) if isinstance(said, dict) else said


def _write_base(folder: Path) -> None:
    households: dict[str, list[dict[str, str]]] = defaultdict(list)
    for person in _read("base.csv"):
        households[person["户"]].append(person)
    townships: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for members in households.values():
        townships[members[0]["镇街"]] += [_base_row(person, at, len(members)) for at, person in enumerate(members, 1)]
    for township, rows in townships.items():
        cells: list[list[Cell]] = [[*rows[0]], *([*row.values()] for row in rows)]
        write(folder / f"农户家庭成员信息_{township}.xlsx", [SyntheticSheet("Sheet1", cells, len(cells[0]))])


def _base_row(person: dict[str, str], at: int, members: int) -> dict[str, Cell]:
    """As the national system exports it."""
    household = f"370215{int(person['户']):011d}"
    return {
        "省": "山东省", "市": "青岛市", "县": "即墨区", "乡镇（街道）": person["镇街"], "行政村": person["村"], "自然村": "",
        "户编号": household, "人编号": f"{household}{at:02d}", "姓名": person["姓名"], "证件类型": "居民身份证",
        "证件号码": person["证件号码"], "与户主关系": person["与户主关系"], "民族": "汉族",
        "户类型": person["户类型"] or "一般农户", "监测对象类别": person["监测对象类别"], "风险是否已消除": person["风险是否已消除"],
        "家庭人口数": members, "家庭人均纯收入（元）": int(person["人均纯收入"]),
        "是否参加城乡居民基本医疗保险": person["参保"] or "是", "是否享受农村居民最低生活保障": "否", "户口性质": person["户口"] or "农业",
    }  # fmt: skip


def _read(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))
