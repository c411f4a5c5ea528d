"""A left join is made by key. One that asks something of its left side alone, or mixes both sides in one term, DuckDB makes pair
by pair: each of a roster's 300,000 rows with all that was ever warned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlglot import exp, parse_one

from warehouse.engine import Engine
from warehouse.models import SQL

REPORTS = Path(__file__).resolve().parents[2] / "reports" / "sql"
FEW = {("place", "succession"), ("township_called", "towns")}
"""Right sides that do not grow with people: the successors that a policy names, the townships of a county."""


def statements() -> list[Path]:
    return sorted((*SQL.rglob("*.sql"), *REPORTS.rglob("*.sql")))


def pair_by_pair(sql: str) -> Iterator[tuple[str, str]]:
    """The left joins that are not made by key: their right side and the term that hinders it."""
    for join in parse_one(sql, dialect="duckdb").find_all(exp.Join):
        right = join.this.alias_or_name
        for term in _terms(join.args.get("on")) if join.side == "LEFT" else ():
            if not _is_of(term, right) and not _compares(term, right):
                yield right, term.sql(dialect="duckdb")


def _terms(condition: exp.Expr | None) -> Iterator[exp.Expr]:
    if isinstance(condition, exp.And):
        yield from _terms(condition.left)
        yield from _terms(condition.right)
    elif condition is not None:
        yield condition


def _is_of(term: exp.Expr, right: str) -> bool:
    return {column.table for column in term.find_all(exp.Column)} == {right}


def _compares(term: exp.Expr, right: str) -> bool:
    """One side of a comparison is the right side's alone, the other has nothing of it."""
    if not isinstance(term, exp.EQ | exp.NullSafeEQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
        return False
    of_right = [_is_of(side, right) for side in (term.left, term.right)]
    without = [all(column.table != right for column in side.find_all(exp.Column)) for side in (term.left, term.right)]
    return (of_right[0] and without[1]) or (of_right[1] and without[0])


@pytest.mark.parametrize("path", statements(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_left_join_is_made_by_key(path: Path) -> None:
    found = {(path.stem, right): term for right, term in pair_by_pair(path.read_text(encoding="utf-8"))}
    assert {key: term for key, term in found.items() if key not in FEW} == {}


@pytest.mark.parametrize(
    ("condition", "hindered"),
    [
        ("b.k = a.k", []),
        ("b.k = a.k AND NOT b.gone AND b.since < a.since", []),
        ("b.k = CASE WHEN a.x = 3 THEN a.k END", []),
        ("b.k = a.k AND a.x = 3", ["a.x = 3"]),
        ("b.k = COALESCE(a.k, b.other)", ["b.k = COALESCE(a.k, b.other)"]),
        ("b.k IN ('', a.k)", ["b.k IN ('', a.k)"]),
        ("b.k = a.k AND (a.x = 3 OR b.y)", ["(a.x = 3 OR b.y)"]),
    ],
)
def test_what_duckdb_cannot_make_by_key_is_seen(condition: str, hindered: list[str]) -> None:
    """As its plans say: an ANY_JOIN where a term hinders it."""
    assert [term for _, term in pair_by_pair(f"SELECT 1 FROM a LEFT JOIN b ON {condition}")] == hindered
    with Engine(None) as engine:
        engine.run("CREATE TABLE a (k TEXT, x INTEGER, since DATE)")
        engine.run("CREATE TABLE b (k TEXT, other TEXT, y BOOLEAN, gone BOOLEAN, since DATE)")
        engine.run("SET explain_output = 'all'")
        plan = str(engine.rows(f"EXPLAIN SELECT 1 FROM a LEFT JOIN b ON {condition}")[0])
    assert ("ANY_JOIN" in plan) == bool(hindered)
