"""The seam between our SQL and whoever runs it. DuckDB is the default, embedded; `duckdb` is imported here alone."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from sources.catalogue import Catalogue, usual_catalogue
from sources.errors import FangpinError, TransientError, UsageError
from warehouse.tables import SCHEMAS, Table, ddl, fingerprint_of, states, tables
from warehouse.tables.earlier import EARLIER, FIRST_ROWS
from warehouse.tables.seen import IN_FORCE

if TYPE_CHECKING:
    import polars as pl

IN_MEMORY = "fact"
"""A database in memory beside the file: what cleaning rules judge is made anew in each run, and writing it out would cost
more than all the rules. Past the memory limit DuckDB puts it into its temporary files."""
MEMORY, MEMORY_VARIABLE, LEAST_MEMORY = "2500MB", "FANGPIN_MEMORY_LIMIT", 256
"""An office PC has 8 GB for everything. A soft limit: DuckDB's own pages count, the rest of the process does not; what goes beyond it
goes to disk. The environment may name another, of at least so many MB."""
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""Offline, an autoload attempt hangs for up to two minutes."""
READ_ONCE = {"enable_external_file_cache": "false"}
"""Each Parquet file of ours is read once. One that was written again was at times read from memory in part, as it had been
(tests/base/test_base_load.py, seed 6)."""
WORDS_OF = (
    r"CREATE OR REPLACE TEMP MACRO words_of(text) AS REGEXP_REPLACE(COALESCE(text, ''), '[^\p{Han}A-Za-z0-9]', '', 'g')"
)
"""What two texts say alike: their letters and digits. The one meaning of 同一内容, for feeds, the register and what townships add."""
SqlError = duckdb.Error
ROWS_AT_ONCE = 100
PATIENCE = 10.0
"""Seconds for which a writer waits for whoever reads: a look at the status holds the file for a moment."""


class Engine:
    """One connection to one warehouse file (or to memory). A context manager; one writer at a time.

    catalogue: what the county's departments send, each feed in a table of its own; the usual one where nothing is added. only: the
    tables that are made in a database in memory on which statements are merely tried; all where nothing is said.
    """

    def __init__(
        self,
        path: Path | None,
        catalogue: Catalogue | None = None,
        *,
        read_only: bool = False,
        only: Sequence[Table] = (),
    ) -> None:
        self.path = path
        self.catalogue = catalogue or usual_catalogue()
        if path is not None and not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        name = ":memory:" if path is None else str(path)
        self.connection = _opened(name, read_only)
        self.connection.execute("SET default_null_order = 'nulls_last'")
        # under `python -c` DuckDB believes that somebody watches, and puts a bar into the JSON of a slow statement
        self.connection.execute("SET enable_progress_bar = false")
        self.connection.execute(WORDS_OF)
        if only:
            self._make(only)
        elif not read_only:
            self.connection.execute(f"ATTACH IF NOT EXISTS ':memory:' AS {IN_MEMORY}")
            self._make_tables()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The facts go with whoever made them, also where the process holds the file open elsewhere."""
        if error is None:
            self.connection.execute(f"DETACH DATABASE IF EXISTS {IN_MEMORY}")
        self.connection.close()

    def _make(self, few: Sequence[Table]) -> None:
        """These tables, empty."""
        for schema in {table.schema for table in few}:
            self.connection.execute(f"CREATE SCHEMA {schema}")
        for table in few:
            self.connection.execute(ddl(table))

    def _make_tables(self) -> None:
        """What is declared and not there yet, at once: a new home has nothing, one of an older version lacks what came since. A home that
        this very version wrote last is as declared: all its tables are not looked at each time it is opened."""
        if not self.is_of_another_version():
            return
        schemas = [f"CREATE SCHEMA IF NOT EXISTS {schema}" for schema in SCHEMAS]
        with self.transaction():
            for statement in (*schemas, *self._missing(), *IN_FORCE):
                self.connection.execute(statement)
        self._tell_states()

    def _tell_states(self) -> None:
        """Put the states, as this version says them, into their tables. Whoever opens the home with other feeds finds what they left."""
        with self.transaction():
            for table, said in states.VOCABULARIES.values():
                self.run(f"DELETE FROM {table.full_name}")
                self.insert(table, states.rows_of(said))
            ours = fingerprint_of(self.catalogue)
            self.run("DELETE FROM states.edition WHERE NOT STARTS_WITH(fingerprint, ?)", [ours.split("-")[0]])
            self.insert(states.EDITION, [{"fingerprint": ours}])

    def is_of_another_version(self) -> bool:
        """Was the file written last by whoever declares other tables, or tells states otherwise?"""
        question = "SELECT COUNT(*) = 0 FROM states.edition WHERE fingerprint = ?"
        try:
            return bool(self.value(question, [fingerprint_of(self.catalogue)]))
        except duckdb.CatalogException:  # a new file, or one from before versions were told apart
            return True

    def _missing(self) -> Iterator[str]:
        """The statements that make the tables and columns that are not there, and fill the columns of kept rows. What was only called
        otherwise keeps its values."""
        there = self._tables_there()
        for table in tables(self.catalogue):
            known = there.get(table.full_name)
            if known is None:
                yield ddl(table)
                if table.full_name in FIRST_ROWS:
                    yield FIRST_ROWS[table.full_name]
                continue
            called = {old: new for old, new in table.renamed.items() if old in known and new not in known}
            for old, new in called.items():
                yield f"ALTER TABLE {table.full_name} RENAME COLUMN {old} TO {new}"
            lacking = [field for field in table.fields if field.name not in {*known, *called.values()}]
            for field in lacking:
                yield f"ALTER TABLE {table.full_name} ADD COLUMN {field.name} {field.type}"
            before = EARLIER.get(table.full_name, {})
            for field in lacking:
                if field.name in before:
                    yield f"UPDATE {table.full_name} SET {field.name} = {before[field.name]}"

    def _tables_there(self) -> dict[str, set[str]]:
        """schema.table -> its columns."""
        question = (
            "SELECT schema_name, table_name, LIST(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY ALL"
        )
        found = self.connection.execute(question).fetchall()
        return {f"{schema}.{name}": set(columns) for schema, name, columns in found}

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement. A failing one carries its SQL in a note, for the analyst who must mend it."""
        try:
            self.connection.execute(sql, list(values))
        except SqlError as error:
            error.add_note(sql)
            raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """All rows of a query, each as column -> value."""
        self.run(sql, values)
        names = [column[0] for column in self.connection.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self.connection.fetchall()]

    def frame(self, sql: str, values: Sequence[object] = ()) -> pl.DataFrame:
        """All rows of a query that may be very long, as columns."""
        self.run(sql, values)
        return self.connection.pl()

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row; None where there is no row."""
        self.run(sql, values)
        row = self.connection.fetchone()
        return None if row is None else row[0]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def in_any_order(self) -> Iterator[None]:
        """What the body makes may lie in any order: then all processors write it at once. For tables that are told in an order of their own."""
        self.run("SET preserve_insertion_order = false")
        try:
            yield
        finally:
            self.run("RESET preserve_insertion_order")

    def make(self, name: str, select: str) -> int:
        """Make the table `name` anew from a SELECT; how many rows it has."""
        return int(self.value(f"CREATE OR REPLACE TABLE {name} AS {select}"))

    def replace_from_parquet(
        self, table: Table, files: Sequence[Path], month: str | None, keep: Sequence[str] = ()
    ) -> None:
        """Put the rows of Parquet files into a table: in place of that month's, or of all rows. In a transaction of the caller's.

        keep: names of files that could not be read this time; what they said before stands.
        """
        if month is None:
            self.run(f"DELETE FROM {table.full_name}")
        elif keep:
            self.run(
                f"DELETE FROM {table.full_name} WHERE month = ? AND NOT list_contains(?, file_name)", [month, [*keep]]
            )
        else:
            self.run(f"DELETE FROM {table.full_name} WHERE month = ?", [month])
        if files:
            columns = ", ".join(table.columns)
            self.run(
                f"INSERT INTO {table.full_name} ({columns}) SELECT {columns} FROM read_parquet(?)",
                [as_names(files)],
            )

    def insert(self, table: Table, rows: Sequence[Mapping[str, object]], into: str | None = None) -> None:
        """Insert a handful of rows (rules, settings, registers), named by column."""
        marks = f"({', '.join('?' for _ in table.columns)})"
        for start in range(0, len(rows), ROWS_AT_ONCE):
            chunk = rows[start : start + ROWS_AT_ONCE]
            self.run(
                f"INSERT INTO {into or table.full_name} ({', '.join(table.columns)}) VALUES {', '.join([marks] * len(chunk))}",
                [row.get(name) for row in chunk for name in table.columns],
            )

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns that a table or view has."""
        self.run(f"SELECT * FROM {name} LIMIT 0")
        return tuple(column[0] for column in self.connection.description or ())


def as_names(files: Sequence[Path]) -> list[str]:
    """Paths for `read_parquet`, which takes each for a pattern: what stands in a folder's name means itself."""
    return [re.sub(r"[*?\[]", r"[\g<0>]", str(file)) for file in files]


def _opened(name: str, read_only: bool) -> duckdb.DuckDBPyConnection:
    """The file's connection. Raises TransientError where somebody still has it open when a writer has waited."""
    _spare_pandas()
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return duckdb.connect(
                name, read_only=read_only, config=dict(OFFLINE, memory_limit=_memory_limit(), **READ_ONCE)
            )
        except duckdb.ConnectionException:
            if not read_only:
                raise
            read_only = False  # this process writes in it: there is no second way of opening it
        except duckdb.IOException as error:
            if read_only or not any(words in str(error) for words in ("lock", "Cannot open file")):
                raise
            if time.monotonic() > until:
                do = "请关闭正在查看它的程序，或等另一个运行结束后重试。"
                raise TransientError("数据库正被另一个程序使用", Path(name).name, do) from None
            time.sleep(0.2)


def _spare_pandas() -> None:
    """With the first value that a statement is given, DuckDB imports pandas, to know pandas' blanks: half a second for what nobody here
    hands it. Where it was told that there is none it goes on."""
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]


def _memory_limit() -> str:
    """The usual limit, or the environment's. Raises UsageError where that is none."""
    said = os.environ.get(MEMORY_VARIABLE, "").replace(" ", "").upper() or MEMORY
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(MB|GB)", said)
    if found is None or float(found[1]) * (1000 if found[2] == "GB" else 1) < LEAST_MEMORY:
        do = f"请写成 {MEMORY} 或 1GB 的样子，不小于{LEAST_MEMORY}MB；不设这个变量则为 {MEMORY}。"
        raise UsageError("内存上限写得不对", f"环境变量 {MEMORY_VARIABLE}", do)
    return said


def open_existing(path: Path, catalogue: Catalogue) -> Engine:
    """The warehouse for reading only. Raises FangpinError where nothing has run yet or somebody is writing."""
    if not path.exists():
        raise FangpinError("还没有数据", do="请先运行 fangpin base load 和 fangpin month。")
    try:
        engine = Engine(path, catalogue, read_only=True)
        if engine.is_of_another_version():
            # looked at before anything has run: its tables first become those of this version
            engine.connection.close()
            Engine(path, catalogue).connection.close()
            engine = Engine(path, catalogue, read_only=True)
        return engine
    except duckdb.IOException as error:
        raise FangpinError("另一个运行正在写入，暂时不能查看", do="请等它结束后再试。") from error
