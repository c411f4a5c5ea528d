"""Status words: each is said in one file of the tree, as data that SQL and Python ask alike; homes of before keep what they say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from sources.catalogue import usual_catalogue
from sources.contract import BASE
from sources.feeds.base_gap import COMPARED
from sources.forms import anomalies, tasks
from tests.support import as_of_before
from warehouse.engine import Engine, open_existing
from warehouse.tables import states

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sources", "warehouse", "expectations", "reports", "tasks", "flows")
SAID_IN = Path("warehouse/tables/states.py")
BY_SOURCES = {
    **dict.fromkeys(anomalies.RESULTS, Path("sources/forms/anomalies.py")),
    **dict.fromkeys(tasks.OUTCOMES, Path("sources/forms/tasks.py")),
    BASE: Path("sources/contract.py"),
    COMPARED: Path("sources/feeds/base_gap.py"),
}
"""Words that sources need, too: said there, and taken from there."""
OTHERWISE = {
    ("sources", "新增"): "what departments write of their own rows",
    ("sources", "清退"): "what departments write of their own rows",
    ("sources", "死亡"): "what departments write of their own rows",
    ("sources", "迁出"): "what departments write of their own rows",
    ("sources/forms/ledger.py", "待分派"): "what file names call the form",
    ("warehouse/sql/fact/standing_support.sql", "新增"): "what departments write of their own rows",
    ("reports/sql/department/monitored.sql", "新增"): "a household that is new to the list",
    ("warehouse/sql/fact/person.sql", BASE): "the first word of a provenance",
    ("warehouse/sql/fact/head_record.sql", BASE): "the same",
    ("reports/bulletin/told.py", None): "fields of the Word template, which a county may have changed",
    ("reports/department/feedback.py", "未匹配"): "the name of a sheet",
    ("flows/screen/dispatch.py", "退回"): "the heading of cells that were sent back, of which there is no state",
    ("expectations/library.py", None): "what a rule's file may say: a type",
    ("warehouse/policy/words.py", None): "what a policy's file may say: a type",
}
"""Where else the word stands, and why it is another thing's."""


def words() -> set[str]:
    return {state.label for _, said in states.VOCABULARIES.values() for state in said if state.label}


def literals_of(path: Path) -> Iterator[str]:
    """The texts that a file holds, those of its SQL among them; of comments and docstrings nothing."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        yield from re.findall(r"'([^'\n]*)'", re.sub(r"--.*", "", text))
    elif path.suffix == ".j2":
        yield from re.findall(r"""["']([^"'\n]*)["']""", text)
    else:
        tree = ast.parse(text)
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node.value
                yield from re.findall(r"'([^'\n]*)'", node.value)


def is_another_things(where: str, word: str) -> bool:
    """Is the word there one of the exceptions?"""
    return any(
        (where == place or where.startswith(f"{place}/")) and named in (word, None) for place, named in OTHERWISE
    )


@pytest.mark.parametrize("room", ROOMS)
def test_each_status_word_is_said_in_one_file(room: str) -> None:
    known = words()
    again = {
        (str(file), word)
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in (".py", ".sql", ".j2")
        for file in [path.relative_to(ROOT)]
        for word in literals_of(path)
        if word in known and file != BY_SOURCES.get(word, SAID_IN) and not is_another_things(file.as_posix(), word)
    }
    assert again == set()


@pytest.mark.parametrize("name", list(states.VOCABULARIES))
def test_a_code_and_a_word_mean_one_state(name: str) -> None:
    _, said = states.VOCABULARIES[name]
    for column in ([state.code for state in said], [state.label for state in said]):
        assert len(set(column)) == len(column)


def test_sql_reads_the_states_that_python_asks() -> None:
    with Engine(None) as engine:
        for table, said in states.VOCABULARIES.values():
            columns = ", ".join(table.columns)
            rows = engine.rows(f"SELECT {columns} FROM {table.full_name} ORDER BY ordinal")
            assert rows == [{name: row[name] for name in table.columns} for row in states.rows_of(said)]


def test_a_home_of_before_gets_the_words_of_today(tmp_path: Path) -> None:
    home = tmp_path / "w.duckdb"
    with Engine(home) as engine:
        engine.run("UPDATE states.file SET label = '旧词'")
        as_of_before(engine)
    with Engine(home) as engine:
        assert engine.rows("SELECT label FROM states.file ORDER BY ordinal") == [
            {"label": one.label} for one in states.FILES
        ]
    with Engine(home, read_only=True) as engine:
        assert engine.value("SELECT COUNT(*) FROM states.edition") == 1


def test_a_home_of_today_is_not_looked_at_table_by_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "w.duckdb"
    with Engine(home):
        pass
    monkeypatch.setattr(Engine, "_missing", lambda engine: pytest.fail("looked at"))
    with Engine(home):
        pass
    with open_existing(home, usual_catalogue()):
        pass


HISTORY = (
    (1, "closed", "符合", True, None, None),
    (2, "closed", "不符合：已有稳定收入", False, None, None),
    (3, "measure", "医保局：落实救助：3200元（正在落实）", None, "医保局", "落实救助：3200元（正在落实）"),
    (4, "told", "是", None, None, None),
)
STEPS = (
    ("2026-08", "入户核实—民主评议、信息比对—村级公示—", [["入户核实"], ["民主评议", "信息比对"], ["村级公示"]]),
    ("2026-09", "入户核实、民主评议", [["入户核实"], ["民主评议"]]),
)
"""As a month's steps were written, the later one before their order counted, and what they mean."""


def _old_home(home: Path, columns: str, table: str, rows: Sequence[Sequence[object]]) -> None:
    with duckdb.connect(str(home)) as old:
        old.execute(f"CREATE SCHEMA handling; CREATE TABLE {table} ({columns})")
        old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in rows[0])})", rows)


def test_the_history_of_a_home_of_before_says_what_was_met_and_who_helped(tmp_path: Path) -> None:
    home = tmp_path / "w.duckdb"
    _old_home(home, "place BIGINT, step VARCHAR, value VARCHAR", "handling.event", [row[:3] for row in HISTORY])
    with Engine(home) as engine:
        rows = engine.rows(
            "SELECT ordinal, step, value, meets, department, measure FROM handling.event ORDER BY ordinal"
        )
    assert [tuple(row.values()) for row in rows] == list(HISTORY)


def test_a_home_of_before_keeps_what_its_months_asked(tmp_path: Path) -> None:
    home = tmp_path / "w.duckdb"
    told = [(month, steps, "自主申报、信访信息") for month, steps, _ in STEPS]
    _old_home(home, "month VARCHAR, steps VARCHAR, told_ways VARCHAR", "handling.issued_under", told)
    with Engine(home) as engine:
        rows = engine.rows("SELECT month, asked_steps, asked_ways FROM handling.issued_under ORDER BY month")
    assert [(row["month"], row["asked_steps"]) for row in rows] == [(month, asked) for month, _, asked in STEPS]
    assert {tuple(row["asked_ways"]) for row in rows} == {("自主申报", "信访信息")}
