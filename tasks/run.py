"""A run of a month, from its first row to its last: begun with a period and rules, committed whole, closed when its lists are out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sources.errors import FangpinError
from tasks.county import County
from tasks.step import step
from warehouse import models, months


@step("begin")
def begin(
    county: County,
    month: str,
    deliveries: dict[str, str] | None = None,
    needs_base: bool = True,
    on: dt.date | None = None,
    as_known_then: bool = False,
    reason: str = "",
    together: Sequence[str] = (),
) -> dict[str, int]:
    """Set the period and the rules; how many rules there are. Without a base there is nothing to match with.

    on: the day on which the lists are handed over; without it the policy's. as_known_then: the base as it was loaded before the month's
    lists first went out; reason: why the month is run again; together: the months that one command runs.
    """
    with county.warehouse() as engine:
        if needs_base and not engine.value("SELECT COUNT(*) FROM base.person"):
            raise FangpinError(
                "还没有户库", do="请把农户家庭成员信息导出放入 inbox/base，先运行 fangpin base load --as-of 日期。"
            )
        months.begin_month(engine, month, county.policy, deliveries or {}, on, as_known_then, reason, together)
    return {"rules": len(county.policy.rule)}


@step("commit")
def commit(county: County, month: str, run_id: str, reason: str = "", on: dt.date | None = None) -> months.MonthCounts:
    """Make the month's results the valid ones; the run's row comes last. on: the day, for the history of warnings."""
    with county.warehouse() as engine:
        models.run_drafts(engine, ("ops.attention",))
        return months.commit_month(engine, run_id, month, county.policy, on, reason, county.in_force)


@step("finish")
def finish(county: County, run_id: str) -> None:
    """Close the run: its lists are out."""
    with county.warehouse() as engine:
        months.finish_month(engine, run_id)
