"""Exports of the base that lack a column: a rule that needs it does not judge them, and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expectations.library import Rule
from sources.catalogue import own_columns
from sources.household_base import HOUSEHOLD_BASE
from warehouse import tables
from warehouse.engine import Engine


def set_unjudged_aside(engine: Engine, rules: Sequence[Rule]) -> None:
    """Fill `anomaly.unjudged`: for each rule the exports in which a column that it needs is wholly blank."""
    lacking = _blank_columns(engine, sorted({name for rule in rules for name in rule.needs}))
    rows: list[dict[str, object]] = [
        {"rule_code": rule.code, "file_name": file}
        for rule in rules
        for file, blank in lacking.items()
        if not blank.isdisjoint(rule.needs)
    ]
    engine.run("DELETE FROM anomaly.unjudged")
    engine.insert(tables.UNJUDGED, rows)


def _blank_columns(engine: Engine, names: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Export -> those of the columns in which nothing stands."""
    if not names:
        return {}
    counted = ", ".join(f"COUNT({name}) AS {name}" for name in names)
    found = engine.rows(f"SELECT file_name AS export, {counted} FROM base.person GROUP BY file_name")
    return {str(row["export"]): frozenset(name for name in names if not row[name]) for row in found}


def missing_in_all(engine: Engine, rule: Rule) -> list[str]:
    """Headings of the needed columns that are blank in the whole base."""
    headings = own_columns(HOUSEHOLD_BASE)
    return [
        headings[name].headings[0]
        for name in rule.needs
        if not engine.value(f"SELECT COUNT(*) FROM (SELECT 1 FROM base.person WHERE {name} IS NOT NULL LIMIT 1) AS one")
    ]


def told(engine: Engine, rule: Rule) -> str:
    """How many exports the rule does not judge, in words; blank where it judges all."""
    files = int(engine.value("SELECT COUNT(*) FROM anomaly.unjudged WHERE rule_code = ?", [rule.code]))
    return f"有{files}个户库导出文件没有所需的列，未按本规则检查" if files else ""
