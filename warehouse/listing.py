"""The lists of a notice: who stands on each is settled when a month is run, and what comes back of them is kept beside their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse import models
from warehouse.engine import Engine
from warehouse.policy.words import Policy
from warehouse.tables import listing as t

LISTS = (
    "listing.look_back", "listing.elimination", "listing.only_support", "listing.key_matters", "listing.over_a_year",
    "listing.visits_to_all", "listing.income_help", "listing.new_support", "listing.house_checks", "listing.two_lines", "listing.red_marks",
)  # fmt: skip
"""Who stands on each list. One that the policy does not ask for gives nobody."""


def set_lists(engine: Engine, policy: Policy, month: str) -> None:
    """The lists that the policy asks for in a month, with the lines of its year, as a table that the models read. In a transaction of the
    caller's."""
    lines, year = policy.monitoring, int(month[:4])
    engine.run(f"DELETE FROM {t.ASKED.full_name}")
    rows: list[dict[str, object]] = [
        {
            "list_code": one.code, "at_least_months": one.at_least_months, "low_yuan": policy.income.low_per_head_yuan,
            "about_yuan": lines.about_of(year), "near_average_yuan": lines.near_average_of(year),
        }
        for one in policy.lists_of_notice
    ]  # fmt: skip
    engine.insert(t.ASKED, rows)


def make_lists(engine: Engine) -> dict[str, int]:
    """Draft the month's lists, behind the facts and what the cleaning rules found; list code -> how many lines."""
    if not engine.value(f"SELECT COUNT(*) FROM {t.ASKED.full_name}"):
        return {}
    models.run_models(engine, ("listing.matter",))
    models.run_drafts(engine, ("listing.happening", "listing.household"))
    each = (f"(\n{models.select_of_model(name)}\n)" for name in LISTS)
    engine.make("listing.stands", "\nUNION ALL\n".join(each))
    models.run_drafts(engine, ("listing.line",))
    rows = engine.rows("SELECT list_code, COUNT(*) AS lines FROM draft.line GROUP BY list_code ORDER BY list_code")
    return {row["list_code"]: int(row["lines"]) for row in rows}


@dataclass(frozen=True)
class ListCounts:
    """What came of the lists in a month's folder of returns: cells accepted, and places at fault."""

    list_cells: int
    list_cells_refused: int


def replace_listed(engine: Engine, month: str, files: Sequence[Path], unread: Sequence[str] = ()) -> ListCounts:
    """Take in the cells of the lists in a month's folder of returns, behind its ledgers; how many.

    unread: names of files that could not be read this time; what they said before stands.
    """
    with engine.transaction():
        engine.replace_from_parquet(t.RETURNED, files, month, unread)
        models.run_models(engine, ("listing.cell",))
    taken, refused = (
        int(engine.value(f"SELECT COUNT(*) FROM listing.cell WHERE month = ? AND reason IS {state}", [month]))
        for state in ("NULL", "NOT NULL")
    )
    return ListCounts(taken, refused)
