"""Completeness: how much of each column of the base is filled in, township by township. Blank is not 否."""

from __future__ import annotations

from typing import Any

from sources.base.household_base import HOUSEHOLD_BASE
from warehouse import tables
from warehouse.engine import Engine

STAND_INS = {
    "township": "NULLIF(base.township, '未写镇街')",
    "village": "NULLIF(base.village, '未写村')",
    "household_id": "CASE WHEN base.household_id NOT LIKE '无户编号-%' THEN base.household_id END",
}
"""What cleaning wrote where the base said nothing counts as blank."""


def filled(column: str) -> str:
    """The SQL of a column of the base, blank where only a stand-in stands there."""
    return STAND_INS.get(column, f"base.{column}")


def measure_completeness(engine: Engine) -> None:
    """Fill `draft.completeness`: a row for each township and column."""
    heads = {row["township"]: row for row in _counts(engine, "AND household.head_key = base.person_key ")}
    rows = [row for township in _counts(engine) for row in _rows(township, heads.get(township["township"], {}))]
    engine.run("DELETE FROM draft.completeness")
    engine.insert(tables.COMPLETENESS, rows, into="draft.completeness")


def _counts(engine: Engine, only: str = "") -> list[dict[str, Any]]:
    """Of each township the people, and how many of them have each column. only: of the heads; they are few, and asked for by themselves."""
    counts = "".join(f", COUNT({filled(column.name)}) AS {column.name}_filled" for column in HOUSEHOLD_BASE.columns)
    return engine.rows(
        "SELECT period.month, household.township, COUNT(*) AS people, COUNT(DISTINCT base.household_id) AS households"
        f"{counts} FROM seen.held_person AS base CROSS JOIN ops.period AS period "
        f"INNER JOIN seen.held_household AS household ON household.household_id = base.household_id {only}"
        "GROUP BY period.month, household.township ORDER BY household.township"
    )


def _rows(township: dict[str, Any], heads: dict[str, Any]) -> list[dict[str, Any]]:
    alike = {name: township[name] for name in ("month", "township", "people", "households")}
    return [
        alike | {
            "column_name": column.name, "heading": column.headings[0], "ordinal": ordinal,
            "filled": township[f"{column.name}_filled"], "filled_heads": heads.get(f"{column.name}_filled", 0),
        }
        for ordinal, column in enumerate(HOUSEHOLD_BASE.columns, start=1)
    ]  # fmt: skip
