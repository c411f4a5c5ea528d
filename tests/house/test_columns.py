"""A column is said once: its name, type and sentence stand in the dictionary, and a home of before keeps what it had under old names."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import usual_catalogue
from tests.support import as_of_before
from warehouse import engine as seam
from warehouse import publish
from warehouse.engine import Engine, open_existing
from warehouse.tables import DICTIONARY, Table, fields, tables
from warehouse.tables.columns import LINE, SAID, of_feed

TREE = Path(publish.__file__).parents[1]
DECLARING = (*sorted((TREE / "warehouse/tables").glob("*.py")), TREE / "warehouse/publish.py")
WITHOUT_UNIT = {
    "edition", "file_order", "member", "month_index", "ordinal", "row_number",  # it numbers, and counts nothing
    "load", "since_load", "until_load", "base_load",
    "urgency", "birth_year", "flood_share", "gap_share", "grows_above", "shrinks_below", "surge_share",  # a year; a share
    "score", "watched", "watched_before", "weight_high", "weight_low", "weight_middle", "weighted",  # points; of several units
}  # fmt: skip


def _texts(file: Path) -> Iterator[str]:
    """The lines of every text in a module; of an f-string, of each of its pieces."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.splitlines()


def _sentences() -> Iterator[str]:
    """What is said of columns, each as often as it stands in the tree."""
    for file in DECLARING:
        for text in _texts(file):
            name, is_narrower, sentence = text.partition(": ")
            declared = LINE.fullmatch(text)
            if is_narrower and name in DICTIONARY:
                yield sentence
            elif declared and declared["sentence"] and declared["name"] in DICTIONARY:
                yield declared["sentence"]


def _everywhere() -> tuple[Table, ...]:
    return (*tables(usual_catalogue()), *publish.MART)


def test_no_sentence_of_a_column_stands_twice_in_the_tree() -> None:
    said = Counter(_sentences())
    assert len(said) > len(SAID)  # the dictionary's, and those that are narrower
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_a_name_has_one_type_in_all_tables() -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for table in _everywhere():
        for column in table.fields:
            types[column.name].add(column.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_every_column_says_what_it_means() -> None:
    assert [
        f"{table.full_name}.{one.name}" for table in _everywhere() for one in table.fields if not one.sentence
    ] == []


def test_each_word_of_the_dictionary_is_used() -> None:
    of_base = {of_feed(column) for column in HOUSEHOLD_BASE.columns}
    used = {column for table in _everywhere() for column in table.fields} - of_base
    assert SAID.keys() - {column.name for column in used} == set()
    assert [name for name, column in SAID.items() if column.sentence and column not in used] == []


def test_what_counts_or_measures_has_a_unit() -> None:
    without = {name for name, one in SAID.items() if one.type in ("BIGINT", "DOUBLE") and not one.unit}
    assert without == WITHOUT_UNIT


@pytest.mark.parametrize("line", ["no_such_column", "no_such_column: 没有这一列"])
def test_a_name_that_is_not_in_the_dictionary_is_refused(line: str) -> None:
    with pytest.raises(KeyError, match="no_such_column"):
        fields(line)


def test_what_is_published_says_each_column_with_its_unit(tmp_path: Path) -> None:
    target = tmp_path / "analyst.duckdb"
    with Engine(None) as engine:
        publish.publish_mart(engine, target)
    with duckdb.connect(str(target), read_only=True) as client:
        rows = client.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'mart'"
        )
        said = {(table, column): comment for table, column, comment in rows.fetchall()}
    assert said == {(table.name, one.name): one.comment for table in publish.MART for one in table.fields}
    assert said["quality", "people"] == "人数（人）" and said["quality", "village"] == "村"


def _of_before(path: Path) -> dict[str, str]:
    """A warehouse in which every renamed column has its old name and one row; column -> what it holds."""
    written: dict[str, str] = {}
    with Engine(path) as engine:
        for table in tables(usual_catalogue()):
            for old, new in table.renamed.items():
                engine.run(f"ALTER TABLE {table.full_name} RENAME COLUMN {new} TO {old}")
            if table.renamed:
                kinds = {one.name: one.type for one in table.fields}
                values = {old: "2026-11-20" if kinds[new] == "DATE" else "7" for old, new in table.renamed.items()}
                values |= {old: "true" for old, new in table.renamed.items() if kinds[new] == "BOOLEAN"}
                marks = ", ".join("?" for _ in values)
                engine.run(f"INSERT INTO {table.full_name} ({', '.join(values)}) VALUES ({marks})", [*values.values()])
                written |= {f"{table.full_name}.{new}": values[old] for old, new in table.renamed.items()}
        as_of_before(engine)
    return written


def _held(engine: Engine) -> dict[str, str]:
    """Renamed column -> what its table's one row holds, as text."""
    return {
        f"{table.full_name}.{new}": str(
            engine.value(f"SELECT CAST({new} AS VARCHAR) FROM {table.full_name}")
        ).removesuffix(".0")
        for table in tables(usual_catalogue())
        for new in table.renamed.values()
    }


def test_a_home_of_before_keeps_its_values_under_the_new_names(tmp_path: Path) -> None:
    path = tmp_path / "fangpin.duckdb"
    written = _of_before(path)
    assert {"handling.event.ordinal", "ops.attention.location", "base.known_person.person_id"} <= written.keys()
    with Engine(path) as engine:
        assert _held(engine) == written
        there = {
            name: set(engine.columns_of(name)) for name in (table.full_name for table in tables(usual_catalogue()))
        }
    assert there == {table.full_name: set(table.columns) for table in tables(usual_catalogue())}
    with Engine(path) as engine:
        assert _held(engine) == written  # and nothing is left to be done


def test_a_home_of_before_can_be_looked_at_before_anything_has_run(tmp_path: Path) -> None:
    path = tmp_path / "fangpin.duckdb"
    written = _of_before(path)
    with open_existing(path, usual_catalogue()) as engine:
        assert _held(engine) == written
        with pytest.raises(seam.SqlError, match="read-only"):
            engine.run("DELETE FROM handling.event")
