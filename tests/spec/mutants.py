"""Conditions with one comparison turned round: what a slip of the pen would make of a rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp, parse_one

TURNED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.LT: exp.GTE, exp.LTE: exp.GT, exp.GT: exp.LTE, exp.GTE: exp.LT,
    exp.And: exp.Or, exp.Or: exp.And,
}  # fmt: skip
NUDGED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT,
}  # fmt: skip
"""Off by one: the value itself, on the bound, must stand in the book."""
DENIED = (exp.Is, exp.In, exp.Like, exp.Between, exp.Boolean)


def mutants(when: str) -> Iterator[str]:
    """Each condition that differs from `when` in one comparison, one bound, one conjunction or one denial."""
    tree = parse_one(when, dialect="duckdb")
    for place, node in enumerate(tree.walk()):
        for new in _others(node):
            copy = tree.copy()
            target = list(copy.walk())[place]
            result = new if target is copy else (target.replace(new), copy)[1]
            yield result.sql(dialect="duckdb")


def _others(node: exp.Expr) -> Iterator[exp.Expr]:
    kind = type(node)
    if kind in TURNED:
        yield _as(TURNED[kind], node)
    if kind in NUDGED and isinstance(node.expression, exp.Literal):
        yield _as(NUDGED[kind], node)
    if isinstance(node, exp.Not):
        yield node.this.copy()
    elif isinstance(node, DENIED) or _is_flag(node):
        yield exp.Not(this=exp.Paren(this=node.copy()))


def _as(kind: type[exp.Expr], node: exp.Expr) -> exp.Expr:
    return kind(this=node.this.copy(), expression=node.expression.copy())


def _is_flag(node: exp.Expr) -> bool:
    """A yes-or-no column that stands by itself: `is_disabled AND …`."""
    parent = node.parent
    while isinstance(parent, exp.Paren):
        parent = parent.parent
    return isinstance(node, exp.Column) and (parent is None or isinstance(parent, (exp.And, exp.Or)))
