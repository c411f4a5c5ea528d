"""A county is opened once, handed down, and remembered by nobody: settings, policy and catalogue."""

from __future__ import annotations

import ast
import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import month, operations
from flows.settings import OpenCounty, open_county
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.match import match, warn
from tasks.run import begin, commit
from tests.feeds.test_added_feed import FEED, SETTINGS, declare
from tests.support import SmallCounty, let_go

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "tasks", "reports", "expectations", "warehouse", "sources")
MONTH = "2026-10"
OPENED: list[Counter[str]] = []
"""Where openings of files are counted, while somebody counts them: a hook of Python's cannot be taken out again."""


def _count(event: str, arguments: tuple[Any, ...]) -> None:
    if OPENED and event == "open":
        OPENED[-1][Path(str(arguments[0])).name] += 1


sys.addaudithook(_count)


@pytest.fixture
def opened() -> Iterator[Counter[str]]:
    OPENED.append(Counter())
    yield OPENED[-1]
    OPENED.pop()


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """The procedures themselves, without a server: each task is what it does."""
    for task in [value for value in vars(month).values() if hasattr(value, "fn")]:
        monkeypatch.setattr(month, task.fn.__name__, task.fn)
    for procedure in ("run_month", "take_returned", "collect_month", "dispatch_month", "base_load"):
        monkeypatch.setattr(month, procedure, getattr(month, procedure).__wrapped__)
    monkeypatch.setattr(month, "create_table_artifact", lambda **_: None)
    monkeypatch.setattr(operations, "prepare", lambda home: None)
    monkeypatch.setattr(operations, "log_to", lambda file: None)


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    """A home with settings and a policy of its own, and a feed that it adds."""
    county = SmallCounty(tmp_path / "one")
    who, number = county.person(1)
    county.load_base()
    declare(county.root, "供电公司", FEED)
    county.home.settings.write_text(SETTINGS, encoding="utf-8")
    county.home.policy.write_text('extends = "jimo"\ncode = "xian"\n', encoding="utf-8")
    county.send(MONTH, "供电公司", "名单.csv", [{"姓名": who, "身份证号码": number, "零用电月数": "3"}])
    return county


@pytest.mark.usefixtures("without_prefect")
def test_month_and_returns_read_each_of_the_countys_own_files_once(county: SmallCounty, opened: Counter[str]) -> None:
    let_go()
    ran = operations.run_one_month(county.home, MONTH, quiet=True)
    assert ran.counts.warnings == 1
    own = ("settings.toml", "policy.toml", "供电公司.toml")
    assert {file: opened[file] for file in own} == dict.fromkeys(own, 1)
    opened.clear()
    county.home.returns(MONTH).mkdir(parents=True)
    operations.take_returns(county.home, MONTH, quiet=True)
    assert {file: opened[file] for file in own} == dict.fromkeys(own, 1)


def test_two_homes_in_one_process_do_not_disturb_each_other(county: SmallCounty, tmp_path: Path) -> None:
    """Each step of one home is followed by the same step of the other, which adds another feed."""
    other = SmallCounty(tmp_path / "other")
    who, number = other.person(2)
    other.load_base()
    gas = FEED.replace("power_use", "gas_use").replace("供电公司", "燃气公司").replace('"国网", "电力"', '"燃气"')
    gas = gas.replace("零用电", "零用气").replace("GD01", "RQ01")
    declare(other.root, "燃气公司", gas)
    other.home.settings.write_text('added_feeds = ["燃气公司"]\n', encoding="utf-8")
    other.send(MONTH, "燃气公司", "名单.csv", [{"姓名": who, "身份证号码": number, "零用气月数": "4"}])
    both = [open_county(county.home), open_county(other.home)]
    let_go()
    for work in STEPS:
        for one in both:
            work(one)
    told = [one.ask("SELECT rule_code, department, says FROM warning.warning") for one in (county, other)]
    assert [[(row["rule_code"], row["department"]) for row in rows] for rows in told] == [
        [("GD01", "供电公司")],
        [("RQ01", "燃气公司")],
    ]
    tables = (
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'raw' AND table_name IN ('gas_use', 'power_use')"
    )
    assert [one.ask(tables) for one in (county, other)] == [[{"table_name": "power_use"}], [{"table_name": "gas_use"}]]


STEPS: tuple[Callable[[OpenCounty], object], ...] = (
    lambda one: begin.fn(one, MONTH, on=dt.date(2026, 11, 7)),
    lambda one: collect.fn(one, MONTH),
    lambda one: clean_month.fn(one, MONTH),
    lambda one: match.fn(one),
    lambda one: warn.fn(one),
    lambda one: commit.fn(one, MONTH, f"{MONTH}-test"),
)


def test_whoever_opens_a_warehouse_or_a_policy_says_whose_it_is() -> None:
    """Without a catalogue it is the usual one, and what the county adds would be left out unsaid."""
    asked = {"Engine": 2, "open_existing": 2, "load_policy": 2}
    forgot = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file, tree in modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and len(call.args) < asked.get(getattr(call.func, "id", ""), 0)
    ]
    assert forgot == []


MUTATORS = {
    "append", "extend", "insert", "pop", "popitem", "remove", "clear", "update", "add", "discard", "setdefault", "sort", "reverse",
    "appendleft",
}  # fmt: skip
KEPT = {
    "flows/progress.py current": "the watch of whoever started the flow: Prefect calls the steps, and hands them nothing of ours",
    "flows/server.py OWN": "a process speaks to one Prefect server: Prefect asks for its address once, when it is imported",
    "sources/secrets.py _held": "passwords go beside Prefect, whose store keeps parameters; held for the length of one command",
}
"""State that a module keeps, and why it may."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def test_no_module_remembers_anything() -> None:
    """Constants stay as they are made, and a cache of a pure function is none of these. Each exception is named with its reason."""
    found = {f"{file.relative_to(ROOT).as_posix()} {one}" for file, tree in modules() for one in remembered(tree)}
    assert found == set(KEPT)


@pytest.mark.parametrize(
    "text",
    [
        "x = []\ndef f():\n    x.append(1)",
        "x: list[int] = list()\ndef f():\n    x[:] = [1]",
        "x = {}\ndef f():\n    x['a'] = 1",
        "x = {}\ndef f():\n    x['a']['b'] += 1",
        "x = {}\ndef f():\n    del x['a']",
        "x = 0\ndef f():\n    global x\n    x = 1",
        "x = ContextVar('x')",
        "x = set()\ndef f():\n    x |= {1}",
    ],
)
def test_the_scan_sees_what_a_module_remembers(text: str) -> None:
    assert remembered(ast.parse(text)) == {"x"}


@pytest.mark.parametrize(
    "text", ["x = []", "x = {}\ndef f():\n    x = {}\n    x['a'] = 1", "def f(x):\n    x.append(1)\nx = [1]"]
)
def test_the_scan_leaves_what_stays_as_it_is(text: str) -> None:
    assert remembered(ast.parse(text)) == set()


def remembered(tree: ast.Module) -> set[str]:
    """The names of a module that change after it was loaded: mutated or bound anew within a function, or context variables."""
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    names = {name.id: node.value for node in assigned for name in _targets(node) if isinstance(name, ast.Name)}
    context = {name for name, value in names.items() if _called(value) == "ContextVar"}
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    ]
    return context | {name for function in functions for name in _changed(function) if name in names}


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _called(value: ast.expr | None) -> str:
    function = value.func if isinstance(value, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", ""))


def _changed(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    """What a function changes that is not its own."""
    inside = list(ast.walk(function))
    rebound = {name for node in inside if isinstance(node, ast.Global) for name in node.names}
    stored = [node for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    augmented = {id(node.target) for node in inside if isinstance(node, ast.AugAssign)}
    own = {node.arg for node in inside if isinstance(node, ast.arg)} | {
        node.id for node in stored if id(node) not in augmented
    }
    changed = {node.id for node in stored if id(node) in augmented}
    for node in inside:
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            changed.add(_root(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            changed.add(_root(node.func.value))
    return rebound | (changed - own)


def _root(node: ast.expr) -> str:
    """The name that `name[…].more[…]` begins with."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
