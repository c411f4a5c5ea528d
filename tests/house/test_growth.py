"""What a base load and a month cost grows with their rows as it should. Counted, not timed: on one county at two sizes, how often each line
of ours runs, how many statements the warehouse gets, which files are opened, and how much passes between processes.

A loop over rows anywhere but where cells are read and written is found here, and named by its line.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bench.rows import cleaned, sheet_of
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import usual_catalogue
from sources.cleaning.household import clean_household_sheet
from sources.reading.grid import read_grids
from sources.reading.rows.rows import take_rows
from sources.reading.sheet import recognise
from tasks.base import load_base
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.lists import write_lists
from tasks.match import match, warn
from tasks.publish import publish
from tasks.run import begin, commit
from tests.ledgers import KINDS, MONTH
from tests.support import SmallCounty, county_at, hold, id_number, name, torn, write_csv
from warehouse.engine import Engine

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = tuple(f"{HOUSE / room}/" for room in ("flows", "tasks", "reports", "expectations", "warehouse", "sources"))
FEW, MANY = 40, 160
LINEAR = MANY / FEW * 1.1
MORE_AT_MOST = (MANY - FEW) // 5
"""A line that runs so many times more over the larger county runs by rows, or by every fourth of them."""
BYTES_A_ROW = 10
LISTED = "lists"
FEEDS = ("dibao", "serious_disease", "medical_expense", "disability")
Line = tuple[str, int]


@dataclass
class Cost:
    """What a step did. lines: how often each of ours ran; statements: SQL; opened: files of the home; passed: bytes between processes."""

    lines: Counter[Line] = field(default_factory=Counter)
    statements: int = 0
    opened: int = 0
    passed: int = 0


counting: list[tuple[Path, Cost]] = []
"""The home and the cost of the step that runs; empty where nothing is counted."""


def _heard(event: str, details: tuple[Any, ...]) -> None:
    if event == "open" and counting and isinstance(details[0], str) and details[0].startswith(str(counting[0][0])):
        counting[0][1].opened += 1


sys.addaudithook(_heard)  # it cannot be taken away again


@contextmanager
def counted(home: Path) -> Iterator[Cost]:
    """What the body does."""
    cost = Cost()
    run, loads, dumps = Engine.run, ForkingPickler.loads, ForkingPickler.dumps

    def count_statement(engine: Engine, *words: Any) -> None:
        cost.statements += 1
        run(engine, *words)

    def count_received(data: Any, *words: Any, **named: Any) -> Any:
        cost.passed += len(data)
        return loads(data, *words, **named)

    def count_sent(thing: Any, *words: Any) -> Any:
        data = dumps(thing, *words)
        cost.passed += len(data)
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "run", count_statement)
        patch.setattr(ForkingPickler, "loads", staticmethod(count_received))
        patch.setattr(ForkingPickler, "dumps", staticmethod(count_sent))
        counting.append((home, cost))
        before = sys.gettrace()
        sys.settrace(_tracer(cost))
        try:
            yield cost
        finally:
            sys.settrace(before)
            counting.clear()


def _tracer(cost: Cost) -> Callable[[FrameType, str, Any], Any]:
    """Counts the lines of our rooms, and follows no other code."""
    ours: dict[CodeType, bool] = {}

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            cost.lines[frame.f_code.co_filename, frame.f_lineno] += 1
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code not in ours:
            ours[code] = code.co_filename.startswith(ROOMS)
        return line if ours[code] else None

    return call


def by_rows(few: Cost, many: Cost) -> list[str]:
    """The lines that run by rows."""
    return [
        f"{_called(line)}: {few.lines[line]} → {count}"
        for line, count in many.lines.items()
        if count - few.lines[line] > MORE_AT_MOST
    ]


def _called(line: Line) -> str:
    return f"{Path(line[0]).relative_to(HOUSE)}:{line[1]}"


def _county(root: Path, persons: int) -> SmallCounty:
    """Everybody is in two lists, every fourth with a damaged number."""
    county = SmallCounty(root)
    for order in range(persons):
        county.person(order, **({"与户主关系": "之子", "户类型": "脱贫户"} if order % 4 == 1 else {}))
    for kind in ("部门", "低保"):
        department, file, row = KINDS[kind]
        numbers = (torn(order) if order % 4 == 0 else id_number(order) for order in range(persons))
        county.send(
            MONTH, department, file, [{"姓名": name(at), "身份证号": one} | row for at, one in enumerate(numbers)]
        )
    _write_base(county)
    return county


def _write_base(county: SmallCounty) -> None:
    rows = [county._base_row(order, said) for order, said in county.persons.items()]
    write_csv(county.home.base_inbox / "户库.csv", rows)


def _steps(county: SmallCounty) -> dict[str, Callable[[], object]]:
    """A base load, and the steps of a month but gates and cleaning rules: Great Expectations asks each of them as one statement, and to
    follow its code takes longer than all else."""
    opened, month = county_at(county.root), MONTH
    return {
        "base load": lambda: load_base.fn(opened, [str(county.home.base_inbox)], "2026-10-31"),
        "begin": lambda: begin.fn(opened, month, None, on=dt.date(2026, 11, 7)),
        "collect": lambda: collect.fn(opened, month),
        "clean": lambda: clean_month.fn(opened, month),
        "match": lambda: match.fn(opened),
        "warn": lambda: warn.fn(opened),
        "commit": lambda: commit.fn(opened, month, f"{month}-test", on=dt.date(2026, 11, 7)),
        LISTED: lambda: write_lists.fn(opened, month),
        "publish": lambda: publish.fn(opened),
    }


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    few, many = (tmp_path_factory.mktemp(f"of-{persons}") / "county" for persons in (FEW, MANY))
    return few, many


@pytest.fixture(scope="module")
def costs(homes: tuple[Path, Path]) -> dict[str, tuple[Cost, Cost]]:
    """Step -> its cost over the smaller county and over the larger."""
    few, many = (_costs(root, persons) for root, persons in zip(homes, (FEW, MANY), strict=True))
    return {step: (few[step], many[step]) for step in few}


def _costs(root: Path, persons: int) -> dict[str, Cost]:
    county = _county(root, persons)
    found = {}
    for step, does in _steps(county).items():
        hold(county.home.warehouse)
        with counted(root) as found[step]:
            does()
    return found


def test_no_step_goes_through_rows(costs: dict[str, tuple[Cost, Cost]]) -> None:
    told = {step: by_rows(*both) for step, both in costs.items() if step != LISTED}
    assert {step: lines for step, lines in told.items() if lines} == {}


def test_every_step_was_counted(costs: dict[str, tuple[Cost, Cost]]) -> None:
    """Where nothing is counted nothing grows."""
    assert all(sum(few.lines.values()) > 20 for few, _ in costs.values())
    assert {step for step, (few, _) in costs.items() if few.statements} >= set(costs) - {"collect"}


def test_the_warehouse_gets_as_many_statements_for_many_rows_as_for_few(costs: dict[str, tuple[Cost, Cost]]) -> None:
    grown = {step: (few.statements, many.statements) for step, (few, many) in costs.items()}
    assert {step: both for step, both in grown.items() if both[1] > both[0]} == {}


def test_no_more_files_are_opened_for_many_rows(costs: dict[str, tuple[Cost, Cost]]) -> None:
    grown = {step: (few.opened, many.opened) for step, (few, many) in costs.items()}
    assert {step: both for step, both in grown.items() if both[1] > both[0]} == {}


def test_no_rows_pass_between_processes(costs: dict[str, tuple[Cost, Cost]]) -> None:
    grown = {step: many.passed - few.passed for step, (few, many) in costs.items()}
    assert {step: more for step, more in grown.items() if more >= BYTES_A_ROW * (MANY - FEW)} == {}


def test_lists_are_written_once_through_their_rows(costs: dict[str, tuple[Cost, Cost]]) -> None:
    """No line runs by rows times rows, nor do all together."""
    few, many = costs[LISTED]
    steeper = [line for line, count in many.lines.items() if count > LINEAR * few.lines[line] + MORE_AT_MOST]
    assert [_called(line) for line in steeper] == []
    assert sum(many.lines.values()) <= LINEAR * sum(few.lines.values())


def test_lists_have_as_many_cells_as_their_rows_need(
    homes: tuple[Path, Path], costs: dict[str, tuple[Cost, Cost]]
) -> None:
    few, many = (sum(map(_cells, (home / "outbox" / MONTH).rglob("*.xlsx"))) for home in homes)
    assert 2 * few < many <= LINEAR * few


def _cells(workbook: Path) -> int:
    book = CalamineWorkbook.from_path(str(workbook))
    rows = (row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python())
    return sum(cell != "" for row in rows for cell in row)


@pytest.mark.parametrize("code", FEEDS)
def test_cleaning_a_sheet_goes_through_no_rows(code: str, tmp_path: Path) -> None:
    """In a process of its own during a month: here in this one."""
    feed = usual_catalogue().by_code[code]
    few, many = (_cost_of(lambda table: cleaned(feed, table), tmp_path, sheet_of(feed, rows)) for rows in (FEW, MANY))
    assert by_rows(few, many) == []


def test_cleaning_a_base_goes_through_no_rows(tmp_path: Path) -> None:
    def clean(table: Any) -> None:
        header = recognise(table, [HOUSEHOLD_BASE], "户库", usual_catalogue())
        assert header is not None
        clean_household_sheet(take_rows(table, header), "户库", "Sheet1")

    few, many = (_cost_of(clean, tmp_path, sheet_of(HOUSEHOLD_BASE, rows)) for rows in (FEW, MANY))
    assert by_rows(few, many) == []


def test_cells_are_read_once(tmp_path: Path) -> None:
    files = [write_csv(tmp_path / f"{rows}.csv", [{"姓名": name(at), "身份证号": id_number(at)} for at in range(rows)])
             for rows in (FEW, MANY)]  # fmt: skip
    few, many = (
        _cost_of(lambda file: read_grids(file, tmp_path / f"{file.stem}.grids"), tmp_path, file) for file in files
    )
    assert sum(many.lines.values()) <= LINEAR * sum(few.lines.values())


def _cost_of(does: Callable[[Any], object], home: Path, told: Any) -> Cost:
    with counted(home) as cost:
        does(told)
    return cost


@pytest.mark.parametrize("words, is_by_rows", [("rows", True), ("range(3)", False)])
def test_a_loop_over_rows_is_seen(words: str, is_by_rows: bool, tmp_path: Path) -> None:
    """Code as it must not be, as if it stood in a room of ours."""
    space: dict[str, Any] = {}
    exec(compile(f"def go(rows):\n    return [row for row in {words}]\n", f"{HOUSE}/tasks/as_if.py", "exec"), space)
    go: Callable[[Sequence[int]], object] = space["go"]
    few, many = (_cost_of(go, tmp_path, range(rows)) for rows in (FEW, MANY))
    assert bool(by_rows(few, many)) == is_by_rows
