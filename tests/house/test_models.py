"""What stands at the head of a model is true: it reads what its Inputs name, and those are made before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from sqlglot import ErrorLevel, exp, parse_one, transpile

from sources.catalogue import usual_catalogue
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import SmallCounty, county_at, id_number, name
from warehouse import tables
from warehouse.engine import Engine
from warehouse.models import SQL
from warehouse.publish import publish_mart
from warehouse.seen import see_base

REPORTS = Path(__file__).resolve().parents[2] / "reports" / "sql"
STATEMENTS = sorted((*SQL.rglob("*.sql"), *REPORTS.rglob("*.sql")))
NAMED = re.compile(r"\b[a-z]+\.[a-z_0-9]+\b|\$\d")
"""A table, or a value that whoever runs the statement hands over."""


def called(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def inputs_said(text: str) -> set[str]:
    """The tables and values that the header's Inputs name, on that line and those that go on with it."""
    lines = iter(text.splitlines())
    said = [next(line for line in lines if line.startswith("-- Inputs:"))]
    for line in lines:
        if not line.startswith("--     "):
            break
        said.append(line)
    return set(NAMED.findall("\n".join(said)))


@cache
def inputs_read(text: str) -> set[str]:
    """The tables and values that the statement asks for, its own steps left out."""
    tree = parse_one(text, dialect="duckdb")
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    found = {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db or table.name not in steps}
    return found | {f"${value.name}" for value in tree.find_all(exp.Placeholder)}


@pytest.mark.parametrize("path", STATEMENTS, ids=called)
def test_the_inputs_of_a_model_are_what_it_reads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert inputs_said(text) == inputs_read(text)


def test_a_table_that_only_a_step_reads_is_an_input_and_the_step_is_none() -> None:
    text = "-- Inputs: a.b, c.d; $1 month\n-- e.f is told elsewhere.\nWITH g AS (SELECT * FROM a.b WHERE m = $1) SELECT * FROM g, c.d"
    assert inputs_said(text) == inputs_read(text) == {"a.b", "c.d", "$1"}
    assert inputs_read("SELECT * FROM g") == {".g"}


MODELS = {called(path).replace("/", "."): path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")}
KEPT = {table.full_name for table in tables.tables(usual_catalogue()) if table.kind == "kept"}
MONTH, TODAY = "2026-10", dt.date(2026, 11, 30)
AS_IT_STOOD = {
    ("base.township_called", "base.household"): "a township is called as in the base that is still in force",
    ("ops.attention", "handling.place"): "warnings in hand, before the month's own are among them",
    ("ops.attention", "handling.standing"): "the same",
}
"""What a model asks for as the command before left it, on purpose."""


@dataclass
class Watched:
    """The models that a command runs, in order, each with the table that it fills."""

    ran: list[tuple[str, str]] = field(default_factory=list)

    def sees(self, sql: str) -> None:
        sql = re.sub(r"\w+\.seen\.", "seen.", sql)  # as a view in another database names it
        filled = re.match(r"(?:CREATE OR REPLACE (?:TEMP )?(?:TABLE|VIEW)|INSERT INTO)\s+(\S+)", sql)
        self.ran += [(model, filled[1] if filled else "") for model, text in MODELS.items() if text in sql]

    def too_early(self) -> Iterator[tuple[str, str]]:
        """Each model with what it asks for that is only made behind it, so that it sees what the command before left."""
        for place, (model, _) in enumerate(self.ran):
            before, behind = ({target for _, target in ran} for ran in (self.ran[:place], self.ran[place:]))
            yield from ((model, needed) for needed in inputs_read(MODELS[model]) & (behind - before - KEPT))


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Watched]:
    """What a load, a month, its returned ledgers and a publishing run."""
    county = SmallCounty(tmp_path_factory.mktemp("models") / "county")
    county.person(1, 行政村="样板庄村")  # a base that no other test has loaded before, or it would be copied
    watched: dict[str, Watched] = {}
    usual = Engine.run

    def watch(command: str) -> None:
        now = watched[command] = Watched()

        def run(engine: Engine, sql: str, values: Sequence[object] = ()) -> None:
            if engine.path is not None:  # rules are tried on an empty base in memory meanwhile
                now.sees(sql)
            usual(engine, sql, values)

        patched.setattr(Engine, "run", run)

    with pytest.MonkeyPatch.context() as patched:
        watch("base load")
        county.load_base()
        county.person(2)
        county.load_base("2026-11-30")
        county.send(
            MONTH, "医保局", "个人负担.csv", [{"姓名": name(1), "身份证号": id_number(1), "年度累计个人负担": "30000"}]
        )
        watch("month")
        county.run(MONTH, judged=True)
        write_lists.fn(county_at(county.root), MONTH)
        watch("month as known then")
        with Engine(county.home.warehouse) as engine, engine.transaction():
            engine.run("UPDATE ops.run SET is_listed = TRUE, base_load = 1")
            see_base(engine, MONTH, as_known_then=True)
        watch("returns")
        take_returns.fn(county_at(county.root), MONTH, TODAY)
        watch("publish")
        with Engine(county.home.warehouse) as engine:
            publish_mart(engine, county.root / "mart.duckdb")
    return watched


def test_every_model_is_run(commands: dict[str, Watched]) -> None:
    assert {model for command in commands.values() for model, _ in command.ran} == MODELS.keys()


@pytest.mark.parametrize("command", ["base load", "month", "month as known then", "returns", "publish"])
def test_what_a_model_reads_is_made_before_it(commands: dict[str, Watched], command: str) -> None:
    assert set(commands[command].too_early()) - AS_IT_STOOD.keys() == set()


def test_a_model_that_runs_before_its_input_is_seen() -> None:
    assert list(Watched([("match.likely", "match.likely"), ("match.candidate", "match.candidate")]).too_early()) == [
        ("match.likely", "match.candidate")
    ]


SECOND_ENGINE = ("match", "fact", "warning")
"""The schemas whose models another engine will run, too."""


@pytest.mark.parametrize("path", [path for path in STATEMENTS if path.parent.name in SECOND_ENGINE], ids=called)
def test_models_of_matching_facts_and_warnings_can_be_said_to_spark(path: Path) -> None:
    """By sqlglot, which refuses what it cannot translate. Casts are written as both engines take them."""
    text = path.read_text(encoding="utf-8")
    assert transpile(text, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert "VARCHAR" not in text and "::" not in text
