"""Great Expectations, and nothing else: the only module that imports it, on a cursor of our own DuckDB connection.

The usual way (a `duckdb:///file` address) fails quietly: the result is fetched after the connection is closed, and the
answer is `success: False` with no word of it. So the rows are fetched the moment a statement runs. A check that did
not run gives no verdict: asking for it raises CheckCrashed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sources.errors import CheckCrashed
from sources.garbage import nothing_thrown_away
from warehouse.engine import Engine

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

ROWS_AT_MOST = 100_000
"""Great Expectations names no more rows than it is told to; of counts, which are few, it names all."""


@cache
def begin_to_load() -> Future[None]:
    """Import Great Expectations (once) in a thread of its own: it takes seconds, in which others read files."""
    beside = ThreadPoolExecutor(1)
    begun = beside.submit(_import)
    beside.shutdown(wait=False)
    return begun


def load() -> None:
    """Great Expectations is there, or what kept it from being imported is raised."""
    begin_to_load().result()


def _import() -> None:
    with nothing_thrown_away():
        import duckdb_engine  # noqa: F401
        import great_expectations  # noqa: F401
        import great_expectations.expectations  # noqa: F401

    # A failing statement is logged with its values, so nothing of it may be heard; one logger sets a level of its own.
    for name in logging.root.manager.loggerDict:
        if name.split(".")[0] == "great_expectations":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True)
class Check:
    """One expectation. name: tells it from its neighbours; kind: its class in Great Expectations, with arguments."""

    name: str
    kind: str
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class Verdict:
    """is_met; judged: how many rows were judged; failed: how many of them are unexpected; rows: these, key and counts."""

    is_met: bool
    judged: int
    failed: int
    rows: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class CheckOutcome:
    """What became of a check: a verdict, or none because it did not run."""

    name: str
    found: Verdict | None

    def verdict(self) -> Verdict:
        """The verdict. Raises CheckCrashed where there is none."""
        if self.found is None:
            raise CheckCrashed("检查未能运行", self.name, "这不是数据问题，请把本条告知维护人员。")
        return self.found


class Inspector:
    """One context and one data source for all subjects of a step. A context manager: its cursor closes at the end."""

    def __init__(self, engine: Engine) -> None:
        load()
        import great_expectations

        self.context: Any = great_expectations.get_context(project_config=_in_memory(), mode="ephemeral")
        self.cursor = engine.connection.cursor()
        add_sql: Any = self.context.data_sources.add_sql
        self.source: Any = add_sql(
            "warehouse",
            connection_string="duckdb:///:memory:",
            kwargs={"creator": lambda: _buffering(self.cursor)},
            create_temp_table=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cursor.close()

    def check_counts(self, subject: str, query: str, key: str, checks: Sequence[Check]) -> dict[str, CheckOutcome]:
        """What becomes of each check on the rows of a query, and which of them are unexpected, by their key.

        The query may hold counts alone: what is unexpected stands in the result, and a value may be somebody's number.
        """
        return _validate(self.source.add_query_asset(subject, query=query), subject, key, checks)


def _in_memory() -> Any:
    """Nothing written to disk, nothing sent, nothing printed."""
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    silent: Any = {"globally": False}
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    return DataContextConfig(store_backend_defaults=stores, progress_bars=silent, analytics_enabled=False)


def _validate(asset: Any, subject: str, key: str, checks: Sequence[Check]) -> dict[str, CheckOutcome]:
    import great_expectations
    from great_expectations import expectations

    batch = asset.add_batch_definition_whole_table("all").get_batch()
    suite = great_expectations.ExpectationSuite(subject)
    suite.expectations = [
        getattr(expectations, check.kind)(**check.arguments, meta={"name": check.name}) for check in checks
    ]
    which = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": [key],
        "partial_unexpected_count": ROWS_AT_MOST,
    }
    results = batch.validate(suite, result_format=which).results
    return {outcome.name: outcome for outcome in map(_outcome, results)}


def _outcome(result: ExpectationValidationResult) -> CheckOutcome:
    """The counts and which rows; where there are none the check did not run, whatever `success` says."""
    name = str((result.expectation_config.meta or {})["name"]) if result.expectation_config else ""
    counts: Mapping[str, Any] = result.result or {}
    if "unexpected_count" in counts:
        judged = int(counts["element_count"]) - int(counts.get("missing_count") or 0)
        rows = tuple(counts.get("unexpected_index_list") or ())
        return CheckOutcome(name, Verdict(bool(result.success), judged, int(counts["unexpected_count"]), rows))
    return CheckOutcome(name, None)


def _buffering(cursor: Any) -> Any:
    """A connection for SQLAlchemy over our cursor, that holds every result before anybody closes anything."""
    import duckdb_engine

    class BufferingCursor(duckdb_engine.CursorWrapper):
        def __init__(self, wrapper: Any) -> None:
            super().__init__(cursor, wrapper)
            self.description: Any = None
            self.waiting: list[Any] = []
            self.rowcount = -1

        def execute(self, statement: str, parameters: Any = None, context: Any = None) -> None:
            super().execute(statement, parameters, context)
            self.description = cursor.description
            self.waiting = cursor.fetchall() if self.description else []

        def fetchall(self) -> list[Any]:
            return self.fetchmany(len(self.waiting))

        def fetchone(self) -> Any:
            return next(iter(self.fetchmany(1)), None)

        def fetchmany(self, size: int | None = None) -> list[Any]:
            taken, self.waiting = self.waiting[: size or 1], self.waiting[size or 1 :]
            return taken

    class BufferingConnection(duckdb_engine.ConnectionWrapper):
        def cursor(self) -> Any:
            return BufferingCursor(self)

        def close(self) -> None:
            """The cursor belongs to the inspector."""

    return BufferingConnection(cursor)
