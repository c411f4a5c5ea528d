"""Fills in a synthetic county's ledgers as townships do: most of them rightly, some late, a few cells wrongly."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from sources.reading.plain import plain

HEADER_ROW = 2
REASONS = (
    "收入稳定，高于监测范围",
    "医疗费用已报销，家庭能承担",
    "子女有赡养能力",
    "已落实政策，无返贫风险",
    "有稳定工资收入",
)
CADRES = ("王建国", "李秀英", "张卫东", "刘洪亮、孙丽", "陈明")
STEPS = ("民主评议日期", "信息比对日期", "村级公示结束日期", "录入系统日期")
ANSWERED, MEETS, WRONG = 0.85, 0.25, 0.04
"""Shares: of warnings that are answered in time, of those that meet the standard, of answers with a faulty cell."""
Answered = tuple[dt.date, bool]
"""The day of the visit, and whether the standard is met."""
FAULTS = ("result", "no_reason", "no_day", "no_name", "too_early")


def fill_ledgers(outbox: Path, returns: Path, seed: int, answered: float = ANSWERED, wrong: float = WRONG) -> int:
    """Write each township's filled-in ledger of a month's outbox into the folder of returns; how many warnings were answered.

    answered, wrong: shares, where they are not the usual ones.
    """
    returns.mkdir(parents=True, exist_ok=True)
    count, saved = 0, _saved_at(outbox.name)
    for path in sorted(outbox.glob("*/预警信息清单_*.xlsx")):
        rng = Random(f"{seed} {path.stem}")
        book = openpyxl.load_workbook(path)
        days: dict[str, Answered] = {}
        visits: dict[tuple[str, dt.date], dt.date] = {}
        for name in ("预警信息台账", "往月未办结"):
            for row in _rows(book[name]):
                if rng.random() < answered:
                    count += 1
                    visited = _visited(row, rng, visits)
                    days[row.said("预警编号")] = visited, _answer(row, rng, wrong, visited)
        for row in _rows(book["办理过程"]):
            said = days.get(row.said("预警编号"))
            if said and days.get(row.said("同办预警")) != said:
                row.write("同办预警", None)
                _record_steps(row, *said)
        book.save(returns / path.name)
        os.utime(returns / path.name, (saved, saved))
    return count


def _saved_at(month: str) -> float:
    """The 28th of the month that follows, in the afternoon in China: two days before ledgers are due."""
    year, number = (int(part) for part in month.split("-"))
    return dt.datetime(year + number // 12, number % 12 + 1, 28, 8, tzinfo=dt.UTC).timestamp()


class _Row:
    """One row of a sheet, its cells by heading: as it is written, or by what it says without 仅…填写."""

    def __init__(self, sheet: Any, number: int, columns: dict[str, int]) -> None:
        self._sheet, self._number, self._columns = sheet, number, columns

    def said(self, heading: str) -> Any:
        return self._sheet.cell(self._number, self._columns[plain(heading)]).value

    def place(self, heading: str) -> int:
        """The column, from 1: 办理过程 has the steps in the order of the policy."""
        return self._columns[plain(heading)]

    def write(self, heading: str, value: object) -> None:
        self._sheet.cell(self._number, self._columns[plain(heading)]).value = value


def _rows(sheet: Any) -> Iterator[_Row]:
    columns = {plain(cell.value): cell.column for cell in sheet[HEADER_ROW] if cell.value}
    for number in range(HEADER_ROW + 1, sheet.max_row + 1):
        row = _Row(sheet, number, columns)
        if row.said("预警编号"):
            yield row


def _visited(row: _Row, rng: Random, visits: dict[tuple[str, dt.date], dt.date]) -> dt.date:
    """The day of the visit: one for all that a household was warned of on the same day."""
    feedback: dt.date = row.said("信息反馈日期").date()
    return visits.setdefault((row.said("身份证"), feedback), feedback + dt.timedelta(days=rng.randint(1, 4)))


def _answer(row: _Row, rng: Random, wrong: float, visited: dt.date) -> bool:
    """Fill in a warning's result; whether the standard is met."""
    feedback: dt.date = row.said("信息反馈日期").date()
    meets = rng.random() < MEETS
    done = visited + dt.timedelta(days=16 if meets else rng.randint(0, 3))
    fault = rng.choice(FAULTS) if rng.random() < wrong else ""
    row.write("是否符合认定标准", "待定" if fault == "result" else "是" if meets else "否")
    row.write("不符合认定标准的主要原因", None if meets or fault == "no_reason" else rng.choice(REASONS))
    if row.said("预警方式") in ("自主申报", "信访信息"):
        row.write("办理结果是否已告知本人", "是")
    row.write("核查人员", "已核" if fault == "no_name" else rng.choice(CADRES))
    early = feedback - dt.timedelta(days=30)
    row.write("办结日期", {"no_day": done.strftime("%Y年%m月"), "too_early": early}.get(fault, done))
    return meets


def _record_steps(row: _Row, visited: dt.date, is_recognised: bool) -> None:
    row.write("入户核实日期", visited)
    row.write("核实方式", "入户")
    if not is_recognised:
        return
    for days, heading in zip((4, 6, 13, 15), sorted(STEPS, key=row.place), strict=True):
        row.write(heading, visited + dt.timedelta(days=days))
    row.write("帮扶责任人", CADRES[0])
    row.write("落实责任人日期", visited + dt.timedelta(days=16))
    row.write("制定帮扶计划日期", visited + dt.timedelta(days=17))
