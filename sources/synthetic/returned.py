"""Fills in a synthetic county's ledgers as townships do: most of them rightly, some late, a few cells wrongly."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from sources.forms import ledger
from sources.forms import visits as v
from sources.forms import whose as w
from sources.forms.form import Field
from sources.reading.headers.plain import plain

HEADER_ROW = 2
REASONS = (
    "收入稳定，高于监测范围",
    "医疗费用已报销，家庭能承担",
    "子女有赡养能力",
    "已落实政策，无返贫风险",
    "有稳定工资收入",
)
CADRES = ("王建国", "李秀英", "张卫东", "刘洪亮、孙丽", "陈明")
STEPS = tuple(step for step in v.STEPS if step is not v.VISITED_ON)
USUAL_DAYS = (4, 6, 13, 15)
"""So many days behind the visit, where there are four of them as in 即墨; more or fewer go evenly from the first to the last."""
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
    for path in sorted(outbox.glob(f"*/{ledger.BOOK}_*.xlsx")):
        rng = Random(f"{seed} {path.stem}")
        book = openpyxl.load_workbook(path)
        days: dict[str, Answered] = {}
        visits: dict[tuple[str, dt.date], dt.date] = {}
        for name in (ledger.LEDGER.name, ledger.CARRIED):
            for row in _rows(book[name]):
                if rng.random() < answered:
                    count += 1
                    visited = _visited(row, rng, visits)
                    days[row.said(w.NUMBER)] = visited, _answer(row, rng, wrong, visited)
        for row in _rows(book[v.PROGRESS.name]):
            said = days.get(row.said(w.NUMBER))
            if said and days.get(row.said(v.STEPS_WITH)) != said:
                row.write(v.STEPS_WITH, None)
                _record_steps(row, *said)
        book.save(returns / path.name)
        os.utime(returns / path.name, (saved, saved))
    return count


def _saved_at(month: str) -> float:
    """The 28th of the month that follows, in the afternoon in China: two days before ledgers are due."""
    year, number = (int(part) for part in month.split("-"))
    return dt.datetime(year + number // 12, number % 12 + 1, 28, 8, tzinfo=dt.UTC).timestamp()


class _Row:
    """One row of a sheet, its cells by field: under its heading as it is written, or by what that says without 仅…填写."""

    def __init__(self, sheet: Any, number: int, columns: dict[str, int]) -> None:
        self._sheet, self._number, self._columns = sheet, number, columns

    def said(self, field: Field) -> Any:
        return self._sheet.cell(self._number, self._columns[plain(field.heading)]).value

    def place(self, field: Field) -> int:
        """The column, from 1: 办理过程 has the steps in the order of the policy."""
        return self._columns[plain(field.heading)]

    def has(self, field: Field) -> bool:
        """Does the policy ask for it?"""
        return plain(field.heading) in self._columns

    def write(self, field: Field, value: object) -> None:
        self._sheet.cell(self._number, self._columns[plain(field.heading)]).value = value


def _rows(sheet: Any) -> Iterator[_Row]:
    columns = {plain(cell.value): cell.column for cell in sheet[HEADER_ROW] if cell.value}
    for number in range(HEADER_ROW + 1, sheet.max_row + 1):
        row = _Row(sheet, number, columns)
        if row.said(w.NUMBER):
            yield row


def _visited(row: _Row, rng: Random, visits: dict[tuple[str, dt.date], dt.date]) -> dt.date:
    """The day of the visit: one for all that a household was warned of on the same day."""
    feedback: dt.date = row.said(w.FEEDBACK_ON).date()
    return visits.setdefault((row.said(w.HEAD_ID), feedback), feedback + dt.timedelta(days=rng.randint(1, 4)))


def _answer(row: _Row, rng: Random, wrong: float, visited: dt.date) -> bool:
    """Fill in a warning's result; whether the standard is met."""
    feedback: dt.date = row.said(w.FEEDBACK_ON).date()
    meets = rng.random() < MEETS
    done = visited + dt.timedelta(days=16 if meets else rng.randint(0, 3))
    fault = rng.choice(FAULTS) if rng.random() < wrong else ""
    row.write(ledger.MEETS, "待定" if fault == "result" else "是" if meets else "否")
    row.write(ledger.REASON, None if meets or fault == "no_reason" else rng.choice(REASONS))
    if row.said(w.WAY) in ("自主申报", "信访信息"):
        row.write(ledger.TOLD, "是")
    row.write(w.CHECKED_BY, "已核" if fault == "no_name" else rng.choice(CADRES))
    early = feedback - dt.timedelta(days=30)
    row.write(ledger.DONE_ON, {"no_day": done.strftime("%Y年%m月"), "too_early": early}.get(fault, done))
    return meets


def _days(steps: int) -> list[int]:
    first, last = USUAL_DAYS[0], USUAL_DAYS[-1]
    if steps == len(USUAL_DAYS):
        return list(USUAL_DAYS)
    return [first + (last - first) * place // max(1, steps - 1) for place in range(steps)]


def _record_steps(row: _Row, visited: dt.date, is_recognised: bool) -> None:
    row.write(v.VISITED_ON, visited)
    row.write(v.VISIT_MODE, v.VISIT_MODES[0])
    if not is_recognised:
        return
    steps = sorted((step for step in STEPS if row.has(step)), key=row.place)
    for days, step in zip(_days(len(steps)), steps, strict=True):
        row.write(step, visited + dt.timedelta(days=days))
    row.write(v.RESPONSIBLE, CADRES[0])
    row.write(v.RESPONSIBLE_ON, visited + dt.timedelta(days=16))
    row.write(v.PLAN_ON, visited + dt.timedelta(days=17))
