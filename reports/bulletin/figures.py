"""What a quarter came to: everything that 季通报 tells, asked of the warehouse. Every number is a query's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.bulletin.concentrated import concentrated_of
from reports.bulletin.quarter import Quarter
from reports.queries import query_of
from sources.errors import FangpinError
from warehouse.engine import Engine
from warehouse.policy.deadlines import ledgers_back_by
from warehouse.policy.words import Policy

Row = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """A quarter's figures. ways: of the whole first; concentrated: by place and cause, against past and county; told: the months that ran."""

    months: list[Row]
    townships: list[Row]
    departments: list[Row]
    ways: list[Row]
    problems: list[Row]
    incomes: list[Row]
    concentrated: list[Row]
    told: tuple[str, ...]
    is_moved_known: bool


def figures_of(engine: Engine, quarter: Quarter, policy: Policy) -> Figures:
    """Ask everything that a bulletin tells. Refused where no month of the quarter has run."""
    months, (first, last) = list(quarter.months), quarter.days
    ran = engine.rows(
        "SELECT DISTINCT month FROM ops.run WHERE month IN (SELECT UNNEST(?::VARCHAR[])) ORDER BY month", [months]
    )
    if not ran:
        raise FangpinError(f"{quarter.words}还没有完成的月份，不能出通报", do=f"请先运行 fangpin month {months[0]}。")
    due = [
        month for month in months if ledgers_back_by(month, policy.deadlines) <= last
    ]  # 即墨: the third month's come later
    moved = "SELECT COUNT(*) FROM anomaly.surge WHERE month IN (SELECT UNNEST(?::VARCHAR[]))"
    return Figures(
        months=engine.rows(query_of("bulletin_months"), [months]),
        townships=_with_share(engine.rows(query_of("bulletin_townships"), [months, list(policy.townships), first, last])),
        departments=_with_share(engine.rows(query_of("bulletin_departments"), [months, [one.name for one in engine.catalogue.departments]])),
        ways=engine.rows(query_of("bulletin_ways"), [months]),
        problems=engine.rows(query_of("bulletin_problems"), [months, last, due]),
        incomes=engine.rows(query_of("income_by_township"), [list(policy.townships), policy.income.low_of(last.year)]),
        concentrated=concentrated_of(engine, quarter),
        told=tuple(row["month"] for row in ran),
        is_moved_known=bool(engine.value(moved, [months])),
    )  # fmt: skip


def _with_share(rows: list[Row]) -> list[Row]:
    """met of done, None where nothing is done; `percent`, the same of a hundred, for the workbook."""
    shares = [share_of(row["met"], row["done"]) for row in rows]
    return [
        row | {"share": share, "percent": None if share is None else 100 * share}
        for row, share in zip(rows, shares, strict=True)
    ]


def sum_of(rows: Iterable[Row], name: str) -> int:
    """A figure over several rows."""
    return sum(int(row[name]) for row in rows)


def share_of(part: int, whole: int) -> float | None:
    """A part of a whole, 0 to 1; None where there is no whole."""
    return part / whole if whole else None
