"""What returned ledgers say of the warnings that a rule would give at another limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.queries import query_of
from warehouse.engine import Engine


@dataclass(frozen=True)
class LedgersSay:
    """Counts, of warnings and households as `tried.sql` has them. open_households: warned of by the rule, and not closed yet."""

    warnings: int
    households: int
    done: int
    met: int
    met_households: int
    open_households: int
    unseen: int
    unseen_met: int
    unseen_monitored: int
    lost: int
    lost_met_elsewhere: int


def known_of(
    engine: Engine, rule_code: str, months: Sequence[str], numbers: Sequence[str], households: Sequence[str]
) -> LedgersSay:
    """Of warnings by their numbers, the household beside each. months: those that are tried."""
    (row,) = engine.rows(query_of("tried"), [list(numbers), list(households), rule_code, list(months)])
    return LedgersSay(**row)
