"""Exports of the base that lack a column: a rule that needs it does not judge them, and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expectations.library import FACT_OF, Rule
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import own_columns
from warehouse import tables
from warehouse.engine import Engine


class Exports:
    """What each export of the base lacks, asked once for all rules; noted in `anomaly.unjudged` for their SQL."""

    def __init__(self, engine: Engine, rules: Sequence[Rule]) -> None:
        self.engine = engine
        self.blank = _blank_columns(engine, sorted({name for rule in rules for name in rule.needs}))
        self.judged: dict[tuple[str, tuple[str, ...]], int] = {}
        rows: list[dict[str, object]] = [
            {"rule_code": rule.code, "file_name": file} for rule in rules for file in self.unjudged(rule)
        ]
        engine.run("DELETE FROM anomaly.unjudged")
        engine.insert(tables.UNJUDGED, rows)

    def unjudged(self, rule: Rule) -> list[str]:
        """The exports in which a column that the rule needs is wholly blank."""
        return [file for file, blank in self.blank.items() if not blank.isdisjoint(rule.needs)]

    def missing(self, rule: Rule) -> list[str]:
        """Headings of the needed columns that are blank in the whole base."""
        headings = own_columns(HOUSEHOLD_BASE)
        everywhere = frozenset.intersection(*self.blank.values()) if self.blank else frozenset()
        return [headings[name].headings[0] for name in rule.needs if name in everywhere]

    def told(self, rule: Rule) -> str:
        """How many exports the rule does not judge, in words; blank where it judges all."""
        files = 0 if rule.object == "feed_row" else len(self.unjudged(rule))
        return f"有{files}个户库导出文件没有所需的列，未按本规则检查" if files else ""

    def rows_judged(self, rule: Rule) -> int:
        """How many rows of its fact table the rule judges."""
        left_out = () if rule.object == "feed_row" else tuple(self.unjudged(rule))
        if (rule.object, left_out) not in self.judged:
            marks = ", ".join("?" for _ in left_out)
            within = f" WHERE file_name NOT IN ({marks})" if left_out else ""
            count = self.engine.value(f"SELECT COUNT(*) FROM {FACT_OF[rule.object]}{within}", left_out)
            self.judged[rule.object, left_out] = int(count)
        return self.judged[rule.object, left_out]


def _blank_columns(engine: Engine, names: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Export -> those of the columns in which nothing stands."""
    counted = "".join(f", COUNT({name}) AS {name}" for name in names)
    found = engine.rows(
        f"SELECT file_name AS export{counted} FROM seen.held_person GROUP BY file_name ORDER BY file_name"
    )
    return {str(row["export"]): frozenset(name for name in names if not row[name]) for row in found}
