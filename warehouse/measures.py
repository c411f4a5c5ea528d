"""Out to departments and back: which department is asked to help which newly monitored household, and what it did.

What departments returned is judged as a whole each time, as ledgers are; what changed by it is appended to the history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse import models
from warehouse.engine import Engine
from warehouse.handling import append_events
from warehouse.policy.words import Policy
from warehouse.tables import handling as t

JUDGED = ("handling.task_cell", "handling.measure", "handling.task_refusal")


def issue_tasks(engine: Engine, month: str, policy: Policy) -> None:
    """Ask departments for those who were newly monitored by the end of the month in force, and for whom help comes first. In a
    transaction of the caller's."""
    _set_help(engine, policy)
    columns = ", ".join(t.TASK.columns)
    engine.run(f"CREATE OR REPLACE TEMP TABLE asked AS {models.select_of_model('handling.task')}")
    engine.run(f"INSERT INTO {t.TASK.full_name} ({columns}) SELECT {columns} FROM asked")
    issue_green_tasks(engine, month, policy)


def issue_green_tasks(engine: Engine, month: str, policy: Policy) -> None:
    """Ask at once for those of whom a ledger says 绿色通道, in the list of that month. In a transaction of the caller's."""
    _set_help(engine, policy)
    columns = ", ".join(t.TASK.columns)
    asked = models.select_of_model("handling.green_task")
    engine.run(f"INSERT INTO {t.TASK.full_name} ({columns}) SELECT {columns} FROM ({asked}) AS asked", [month])


def _set_help(engine: Engine, policy: Policy) -> None:
    asked = [(risk, department, need) for risk, needs in policy.help.items() for department, need in needs.items()]
    engine.run(f"DELETE FROM {t.HELP.full_name}")
    engine.insert(t.HELP, [dict(zip(t.HELP.columns, row, strict=True)) for row in asked])


@dataclass(frozen=True)
class TaskCounts:
    """What came of the 任务清单 in a month's folder of returns: cells accepted, and places at fault."""

    task_cells: int
    task_cells_refused: int


def replace_measures(
    engine: Engine, month: str, files: Sequence[Path], policy: Policy, today: dt.date, unread: Sequence[str] = ()
) -> TaskCounts:
    """Take in the cells of the 任务清单 in a month's folder of returns, after its ledgers; how many. Who gets help first by those
    ledgers is asked for.

    unread: as of `replace_returned`.
    """
    with engine.transaction():
        issue_green_tasks(engine, month, policy)
        engine.replace_from_parquet(t.TASK_RETURNED, files, month, unread)
        for name in JUDGED:
            engine.make(name, models.select_of_model(name))
        append_events(engine, models.select_of_model("handling.event_measured"), month, today)
    questions = {
        "task_cells": "SELECT COUNT(*) FROM handling.task_cell WHERE month = ? AND reason IS NULL",
        "task_cells_refused": "SELECT COUNT(*) FROM handling.task_refusal WHERE month = ?",
    }
    return TaskCounts(**{name: int(engine.value(question, [month])) for name, question in questions.items()})
