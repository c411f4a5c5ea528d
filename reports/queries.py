"""The queries of reports: files below `reports/sql`, in the room of whoever reads what they tell, asked with what is true of a month for one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reports.facts import Facts
from warehouse.engine import Engine

if TYPE_CHECKING:
    import polars as pl

SQL = Path(__file__).resolve().parent / "sql"


@cache
def _files() -> dict[str, Path]:
    """Name -> file. A name stands once, whichever room it is in."""
    return {file.stem: file for file in SQL.rglob("*.sql")}


@cache
def query_of(name: str) -> str:
    """The text of a report's query: one SELECT, headed by its question, its grain and its inputs."""
    return _files()[name].read_text(encoding="utf-8")


def ask(
    engine: Engine, name: str, takes: Sequence[str], facts: Facts, more: Mapping[str, object] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The rows of a query; takes: which facts fill its $1, $2, …; more: what is a fact for this question alone."""
    return engine.rows(query_of(name), _values(engine, takes, facts, more))


def ask_worst(engine: Engine, name: str, takes: Sequence[str], facts: Facts, at_most: int) -> list[dict[str, Any]]:
    """So many rows of a query that counts them from the `worst` on, in its own order."""
    asked = f"SELECT * FROM ({query_of(name)}) AS asked WHERE worst <= {at_most:d}"
    return engine.rows(asked, _values(engine, takes, facts))


def ask_all(engine: Engine, name: str, takes: Sequence[str], facts: Facts) -> pl.DataFrame:
    """All rows of a query that may be very long."""
    return engine.frame(query_of(name), _values(engine, takes, facts))


def _values(
    engine: Engine, takes: Sequence[str], facts: Facts, more: Mapping[str, object] = MappingProxyType({})
) -> list[object]:
    values = {**facts.values(engine.catalogue), **more}
    return [values[one] for one in takes]
