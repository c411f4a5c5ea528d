"""What a command hands on is a class to the program, and the same flat words as ever to a script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows.outcomes import Returned
from reports.outbox import OutboxCounts
from tasks.base import BaseCounts, BaseLoad
from tasks.lists import Lists
from tasks.returns import Kept, Returns
from warehouse.answers import AnswerCounts
from warehouse.handling import LedgerCounts
from warehouse.listing import ListCounts
from warehouse.loaded import LoadCounts
from warehouse.measures import TaskCounts

QUIET = Returned(
    "2026-10",
    Returns(
        Kept(
            AnswerCounts(1, 0, 2, {"已更正": 1}, 3),
            LedgerCounts(4, 0, 5, 6, 7, 8),
            TaskCounts(9, 0),
            ListCounts(0, 0),
            0,
        ),
        10,
        [],
        [],
    ),
    Lists(OutboxCounts(3, 6, 20, 1, []), []),
)


def with_kept(**said: Any) -> Returned:
    return replace(QUIET, returns=replace(QUIET.returns, kept=replace(QUIET.returns.kept, **said)))


def test_a_script_reads_of_returns_what_it_always_did() -> None:
    assert " ".join(QUIET.flat()) == (
        "month accepted refused repeated 已更正 unanswered cells cells_refused done open told_needlessly unrecorded "
        "task_cells task_cells_refused list_cells list_cells_refused retracted files unread passed_over letters unwritten set_aside troubles"
    )


def test_a_script_reads_of_a_load_what_it_always_did() -> None:
    load = BaseLoad(BaseCounts(1, 2, 3, 4, 5), LoadCounts(rows=6), 7, [], ["看看"], [])
    assert " ".join(load.flat()) == (
        "persons households townships headless unsound_numbers rows repeated renumbered divided joined without_number "
        "numbered_per_place several_heads left kept moved warnings_without_household unchanged altered changes files changes_file refused "
        "attention said"
    )
    assert load.flat()["rows"] == 6 and load.flat()["attention"] == ["看看"]


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (QUIET, 0),
        (replace(QUIET, troubles=["通知没有发出"]), 3),
        (replace(QUIET, lists=replace(QUIET.lists, set_aside=["旧稿"])), 3),
        (replace(QUIET, returns=replace(QUIET.returns, passed_over=["没有读到"])), 3),
        (with_kept(retracted=1), 3),
        (with_kept(ledgers=replace(QUIET.returns.kept.ledgers, cells_refused=1)), 3),
    ],
    ids=["nothing", "a notification", "a list worked on", "a sheet not read", "a step taken back", "a cell at fault"],
)
def test_what_a_person_must_look_at_makes_the_exit_status(found: Returned, status: int) -> None:
    assert found.exit_status == status
