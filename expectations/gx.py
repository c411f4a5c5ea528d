"""Great Expectations, and nothing else: the only module that imports it, in a child process of its own.

Its import takes three seconds of the processor, and its messages hold the values that it looked at: both stay in the child, which is handed
counts alone and hands back verdicts. A check that did not run gives no verdict: asking for it raises CheckCrashed.
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from sources.children import new_children
from sources.errors import CheckCrashed
from sources.fence import discreet
from sources.garbage import nothing_thrown_away

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

ROWS_AT_MOST = 100_000
"""Great Expectations names no more rows than it is told to; of counts, which are few, it names all."""
TELL_US = "这不是数据问题，请把本条告知维护人员。"


@cache
def _child() -> ProcessPool:
    """The child, which lives as long as this process."""
    pool = new_children(1)
    atexit.register(pool.stop)
    return pool


@cache
def begin_to_load() -> Future[None]:
    """Have the child import Great Expectations (once): it takes seconds, in which others read files."""
    begun: Future[None] = _child().schedule(_load)
    return begun


def load() -> None:
    """Great Expectations is there. Raises CheckCrashed where it cannot be imported."""
    _told(begin_to_load())


def check_counts(rows: Sequence[Mapping[str, Any]], key: str, checks: Sequence[Check]) -> dict[str, CheckOutcome]:
    """What becomes of each check on these rows, and which of them are unexpected, by their key.

    Rows of counts alone: what is unexpected stands in the result, and a value may be somebody's number.
    """
    if not rows:
        return {check.name: CheckOutcome(check.name, Verdict(is_met=True, judged=0, failed=0)) for check in checks}
    load()
    outcomes: list[CheckOutcome] = _told(_child().schedule(_validate, args=[list(rows), key, tuple(checks)]))
    return {outcome.name: outcome for outcome in outcomes}


def _told(one: Future[Any]) -> Any:
    """What the child says. Raises CheckCrashed where it broke, or was ended by the system."""
    try:
        return one.result()
    except ProcessExpired:
        raise CheckCrashed("检查的子进程被系统中止", do="多半是内存不够：请关闭其他程序，再运行一次。") from None


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
            raise CheckCrashed("检查未能运行", self.name, TELL_US)
        return self.found


def _load() -> None:
    """In the child."""
    try:
        with nothing_thrown_away():
            import great_expectations  # noqa: F401
            import great_expectations.expectations  # noqa: F401
    except BaseException as error:
        raise CheckCrashed(f"Great Expectations 没有载入（{discreet(error)}）", do=TELL_US) from None


def _validate(rows: list[Mapping[str, Any]], key: str, checks: Sequence[Check]) -> list[CheckOutcome]:
    """In the child: Great Expectations judges the rows."""
    try:
        return list(map(_outcome, _results(rows, key, checks)))
    except BaseException as error:
        raise CheckCrashed(f"检查未能运行（{discreet(error)}）", do=TELL_US) from None


def _results(rows: list[Mapping[str, Any]], key: str, checks: Sequence[Check]) -> Sequence[ExpectationValidationResult]:
    import great_expectations
    import pandas as pd
    from great_expectations import expectations

    context: Any = great_expectations.get_context(project_config=_in_memory(), mode="ephemeral")
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset("counts")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": pd.DataFrame(rows)})
    suite = great_expectations.ExpectationSuite("counts")
    suite.expectations = [
        getattr(expectations, check.kind)(**check.arguments, meta={"name": check.name}) for check in checks
    ]
    which = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": [key],
        "partial_unexpected_count": ROWS_AT_MOST,
    }
    results: Sequence[ExpectationValidationResult] = batch.validate(suite, result_format=which).results
    return results


def _in_memory() -> Any:
    """Nothing written to disk, nothing sent, nothing printed."""
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    silent: Any = {"globally": False}
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    return DataContextConfig(store_backend_defaults=stores, progress_bars=silent, analytics_enabled=False)


def _outcome(result: ExpectationValidationResult) -> CheckOutcome:
    """The counts and which rows; where there are none the check did not run, whatever `success` says."""
    name = str((result.expectation_config.meta or {})["name"]) if result.expectation_config else ""
    counts: Mapping[str, Any] = result.result or {}
    if "unexpected_count" in counts:
        judged = int(counts["element_count"]) - int(counts.get("missing_count") or 0)
        rows = tuple(map(_plain, counts.get("unexpected_index_list") or ()))
        return CheckOutcome(name, Verdict(bool(result.success), judged, int(counts["unexpected_count"]), rows))
    return CheckOutcome(name, None)


def _plain(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """With Python's numbers, not NumPy's: whoever is told need not import it."""
    return {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
