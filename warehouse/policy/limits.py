"""The limits in a rule's condition: each number with which a column is compared, and the same rule at another number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp, parse_one

from warehouse.policy.rule_query import with_lists
from warehouse.policy.words import Policy, WarningRule

COMPARED: dict[type[exp.Expr], str] = {exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}
BETWEEN = {"low": ">=", "high": "<="}


@dataclass(frozen=True)
class Limit:
    """A number of a condition. column: what is compared with it; sign: how; value: the number; ordinal: which of the condition's, from 0."""

    column: str
    sign: str
    value: float
    ordinal: int

    @property
    def words(self) -> str:
        """self_paid_ytd_yuan > 20000."""
        return (
            f"{self.column} {self.sign} {self.value:g}"
            if self.value < 1e6
            else f"{self.column} {self.sign} {self.value:.0f}"
        )


def limits_of(rule: WarningRule, policy: Policy) -> list[Limit]:
    """Each limit of the rule's condition, in the order in which they stand; a number that stands for a blank (COALESCE) is none."""
    found = _numbers(_parsed(rule, policy))
    return [Limit(column, sign, float(number.sql()), ordinal) for ordinal, (column, sign, number) in enumerate(found)]


def rule_at(rule: WarningRule, policy: Policy, limit: Limit, value: float) -> WarningRule:
    """The rule with another number in that place, all else as it is."""
    tree = _parsed(rule, policy)
    written = f"{value:.0f}" if value == int(value) else repr(value)
    _numbers(tree)[limit.ordinal][2].replace(parse_one(written, dialect="duckdb"))
    return rule.model_copy(update={"when": tree.sql(dialect="duckdb")})


def _parsed(rule: WarningRule, policy: Policy) -> exp.Expr:
    return parse_one(f"({with_lists(rule.when, policy)})", dialect="duckdb")


def _numbers(tree: exp.Expr) -> list[tuple[str, str, exp.Expr]]:
    """(column, sign, number) of each comparison, the column on the left."""
    found: list[tuple[str, str, exp.Expr]] = []
    for node in tree.find_all(*COMPARED, exp.Between, bfs=False):
        if isinstance(node, exp.Between):
            sides = [(node.this, sign, node.args[end]) for end, sign in BETWEEN.items()]
        else:
            sign = COMPARED[type(node)]
            turned = sign.translate(str.maketrans("<>", "><"))
            sides = [(node.this, sign, node.expression), (node.expression, turned, node.this)]
        for side, sign, number in sides:
            column = side.find(exp.Column)
            if column is not None and _is_number(number):
                found.append((column.name, sign, number))
    return found


def _is_number(node: exp.Expr) -> bool:
    inner = node.this if isinstance(node, exp.Neg) else node
    return isinstance(inner, exp.Literal) and not inner.is_string
